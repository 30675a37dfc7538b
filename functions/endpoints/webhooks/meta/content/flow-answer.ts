import { formText } from "../../../../../shared/channels/details/form-text.ts";
import { jsonOf } from "../../../../../shared/schema/json-of.ts";
import { isRecord } from "../../../../../shared/schema/records.ts";
import type { ReadContent } from "../../read-content.ts";

const mostAnswers = 50;
const mostCharacters = 2_000;

/** The answers of a filled-in flow (Meta docs, "Flows: response message"). `flow_token` is the tenant's secret. */
export function readFlowAnswer({
  body,
  response_json: given,
}: {
  readonly body: string;
  readonly response_json?: unknown;
}): ReadContent {
  const answers = Object.entries(answersIn(given))
    .filter(([field, answer]) => field !== "flow_token" && answer !== null && answer !== "")
    .slice(0, mostAnswers)
    .map(([field, answer]) => ({ field: field.slice(0, 200), answer: wordsOf(answer).slice(0, mostCharacters) }));
  if (answers.length === 0) return { text: `[Form] ${body}`.trim(), details: { unread: "nfm_reply" } };
  const form = { answers };
  return { text: formText(form), details: { form } };
}

function answersIn(given: unknown): object {
  const read = typeof given === "string" ? jsonOf(given) : given;
  return isRecord(read) ? read : {};
}

function wordsOf(answer: unknown): string {
  if (Array.isArray(answer)) return answer.map(wordsOf).join(", ");
  return typeof answer === "object" ? JSON.stringify(answer) : String(answer);
}
