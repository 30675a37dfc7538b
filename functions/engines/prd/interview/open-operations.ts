import type { RequirementOperation } from "../document/operation.ts";
import { dueQuestions } from "./hear-message.ts";
import type { Interview } from "./session.ts";

/** What an interview leaves open when it ends, as open questions of the document: skipped, and never understood. */
export function openOperations(before: Interview, after: Interview): readonly RequirementOperation[] {
  if (after.status !== "finished" || before.status === "finished") return [];
  const answered = new Set(
    after.asked.filter(({ status }) => status === "answered").map(({ id, clarifies }) => clarifies ?? id),
  );
  const left = after.asked.filter(({ id, clarifies, status }) => {
    if (clarifies !== null) return false;
    const isTakenAway = status === "answered" && !/^(cross|research)\./.test(id) && after.answers[id] === undefined;
    return isTakenAway || (status !== "answered" && !answered.has(id));
  });
  // An interview ends after twelve batches, whatever has not been asked by then.
  return [...left, ...dueQuestions(after)].map(({ id, text }): RequirementOperation => {
    const source = { kind: "answer" as const, session: after.id, question: `${id}#open` };
    return { op: "put", section: "open_questions", fields: { text, answer: null }, source, written: null };
  });
}
