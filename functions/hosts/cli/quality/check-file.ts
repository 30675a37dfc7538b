import { createReadStream } from "node:fs";
import { createInterface } from "node:readline/promises";
import { z } from "zod";
import { jsonOf } from "../../../../shared/schema/json-of.ts";
import { groundingOf } from "../../../engines/quality/grounding/grounding.ts";
import { Failure } from "../failure.ts";
import { print } from "../output.ts";

const Line = z.object({
  reply: z.string(),
  sources: z.array(z.string()),
  question: z.string().default(""),
  label: z.boolean().optional(),
});

/** A reply with at least this support counts as supported. */
const threshold = 0.6;

/** Prints each answer's support from its sources. With labels, also how well the check agrees with them. */
export async function checkFile({ file, json }: { readonly file: string; readonly json?: boolean }): Promise<void> {
  const labelled: { readonly score: number; readonly label: boolean }[] = [];
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file).on("error", () => {}) })) {
    number += 1;
    if (text.trim() === "") continue;
    const line = Line.safeParse(jsonOf(text));
    if (!line.success)
      throw new Failure(`${file}:${number} is not {"reply": "…", "sources": ["…"]}: ${z.prettifyError(line.error)}`);
    const { reply, sources, question, label } = line.data;
    const { score, claims } = groundingOf(reply, sources, question === "" ? [] : [question]);
    if (label !== undefined) labelled.push({ score, label });
    const faults = [...new Set(claims.flatMap((claim) => claim.faults))];
    print(
      json
        ? JSON.stringify({ line: number, score, faults, claims })
        : `${number}\t${score.toFixed(3)}\t${faults.join(",") || "-"}`,
    );
  }
  if (number === 0) throw new Failure(`${file} cannot be read or is empty. Name a file of JSON Lines.`);
  if (labelled.length > 0 && !json) print(`\n${agreementText(labelled)}`);
}

function agreementText(labelled: readonly { readonly score: number; readonly label: boolean }[]): string {
  const [right, wrong] = [true, false].map((label) =>
    labelled.filter((each) => each.label === label).map(({ score }) => score),
  );
  if (right === undefined || wrong === undefined || right.length === 0 || wrong.length === 0)
    return "All labels are the same, so there is nothing to compare.";
  const share = (scores: readonly number[], is: (score: number) => boolean) => scores.filter(is).length / scores.length;
  const balanced = (share(right, (score) => score >= threshold) + share(wrong, (score) => score < threshold)) / 2;
  return `${labelled.length} labelled: balanced accuracy ${balanced.toFixed(3)} at ${threshold}, AUC ${aucOf(right, wrong).toFixed(3)}`;
}

/** The chance that a supported answer scores higher than an unsupported one (Mann-Whitney), by ranks. */
function aucOf(right: readonly number[], wrong: readonly number[]): number {
  const sorted = [
    ...right.map((score) => ({ score, isRight: true })),
    ...wrong.map((score) => ({ score, isRight: false })),
  ];
  sorted.sort((one, other) => one.score - other.score);
  let rankSum = 0;
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (end < sorted.length && sorted[end]?.score === sorted[at]?.score) end += 1;
    const rank = (at + 1 + end) / 2;
    rankSum += rank * sorted.slice(at, end).filter(({ isRight }) => isRight).length;
    at = end;
  }
  return (rankSum - (right.length * (right.length + 1)) / 2) / (right.length * wrong.length);
}
