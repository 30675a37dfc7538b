import type { Block } from "./block.ts";
import { oneLine } from "./web-pages/visible-text.ts";

const questionColumn = /^(questions?|faqs?|q|प्रश्न|सवाल)$/i;
const answerColumn = /^(answers?|a|replies|reply|उत्तर|जवाब)$/i;

/** A table as one block, or as pairs where its columns are a question and its answer. Empty rows are left out. */
export function tableBlocks(cells: readonly (readonly string[])[], page?: number): readonly Block[] {
  const rows = cells.map((row) => row.map(oneLine)).filter((row) => row.some((cell) => cell !== ""));
  const at = page === undefined ? {} : { page };
  const [header = [], ...body] = rows;
  if (body.length === 0)
    return rows.map((row) => ({ type: "text", text: row.filter((cell) => cell !== "").join(" "), ...at }));
  const question = header.findIndex((name) => questionColumn.test(name));
  const answer = header.findIndex((name) => answerColumn.test(name));
  if (question === -1 || answer === -1) return [{ type: "table", rows: rows.map((row) => row), ...at }];
  return body.flatMap((row): Block[] => {
    const pair = { question: row[question] ?? "", answer: row[answer] ?? "" };
    return pair.question === "" || pair.answer === "" ? [] : [{ type: "question", ...pair, ...at }];
  });
}
