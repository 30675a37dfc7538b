import type { FinishedTurn } from "../../../../shared/contracts/conversation/finished-turns.ts";
import { introducedNames, maskAnswer, maskDetails, maskPersonal } from "../../../../shared/knowledge/mask-personal.ts";

/** Why a rated conversation is no example. */
export const leftOutReasons = [
  "rated-low",
  "gone",
  "consent-missing",
  "consent-refused",
  "guard-finding",
  "no-answer",
  "too-long",
  "masked-answer",
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

interface Content {
  readonly role: "user" | "model";
  readonly parts: readonly [{ readonly text: string }];
}

/**
 * A line of a data set for the supervised tuning of Gemini, in Google's own field names.
 * https://cloud.google.com/vertex-ai/generative-ai/docs/models/gemini-supervised-tuning-prepare ("Dataset format"), an
 * example at https://cloud.google.com/vertex-ai/generative-ai/docs/models/tune_gemini/text_tune
 */
interface TuningExample {
  readonly systemInstruction: { readonly role: "system"; readonly parts: readonly [{ readonly text: string }] };
  readonly contents: readonly Content[];
}

/**
 * Google takes 131,072 tokens an example ("About supervised fine-tuning", Gemini 2.5). A token has at least a byte, so a
 * line of as many bytes always fits.
 */
const mostBytes = 131_072;
const placeholder = /\[(?:link|mail|code|number|name|detail)\]/;

interface ExampleSource {
  readonly turns: readonly FinishedTurn[];
  readonly system: string;
  /** What stands in the client's own public texts, such as prices. */
  readonly publicTokens: ReadonlySet<string>;
  /** Names of the customer. */
  readonly names: readonly string[];
  /** Addresses and collected data of the customer. */
  readonly details: readonly string[];
}

type ExampleOutcome =
  | { readonly type: "example"; readonly line: string; readonly hasMaskedAnswer: boolean }
  | { readonly type: "left-out"; readonly reason: LeftOutReason };

/**
 * What the agent itself said, from the beginning to the first turn that a tool or a person took part in, or whose message
 * is a file: from there on, answers rest on what a model would not be shown, and would teach it to invent.
 */
export function exampleOf({ turns, system, publicTokens, names, details }: ExampleSource): ExampleOutcome {
  const foreign = turns.findIndex(
    ({ by, toolCalls, escalationReason, inbound }) =>
      by !== null ||
      toolCalls.length > 0 ||
      escalationReason !== null ||
      (inbound.length > 0 && inbound.every(({ text }) => text.trim() === "")),
  );
  const own = foreign < 0 ? turns : turns.slice(0, foreign);
  if (own.some(({ guardFindings }) => guardFindings.length > 0)) return { type: "left-out", reason: "guard-finding" };

  const said = own.flatMap(({ inbound }) => inbound.map(({ text }) => text));
  const allNames = [...names, ...said.flatMap(introducedNames)];
  const customer = (text: string) => maskPersonal(maskDetails(text, details), allNames);
  const agent = (text: string) => maskAnswer(maskDetails(text, details), allNames, publicTokens);
  const contents = alternating(
    own.flatMap(({ inbound, reply, more }) => [
      { role: "user" as const, texts: inbound.map(({ text }) => customer(text)) },
      { role: "model" as const, texts: [...(reply ? [reply] : []), ...more].map(({ text }) => agent(text)) },
    ]),
  );
  if (contents.length === 0) return { type: "left-out", reason: "no-answer" };

  const example: TuningExample = { systemInstruction: { role: "system", parts: [{ text: system }] }, contents };
  const line = JSON.stringify(example);
  if (Buffer.byteLength(line) > mostBytes) return { type: "left-out", reason: "too-long" };
  const hasMaskedAnswer = contents.some(({ role, parts: [{ text }] }) => role === "model" && placeholder.test(text));
  return { type: "example", line, hasMaskedAnswer };
}

/** The roles in turns, from the customer's first message to the agent's last: the order that Google's examples have. */
function alternating(
  messages: readonly { readonly role: "user" | "model"; readonly texts: readonly string[] }[],
): readonly Content[] {
  const merged: { role: "user" | "model"; text: string }[] = [];
  for (const { role, texts } of messages) {
    const text = texts.filter((each) => each.trim() !== "").join("\n\n");
    if (text === "") continue;
    const last = merged.at(-1);
    if (last?.role === role) last.text += `\n\n${text}`;
    else merged.push({ role, text });
  }
  const first = merged.findIndex(({ role }) => role === "user");
  const last = merged.findLastIndex(({ role }) => role === "model");
  const kept = first < 0 ? [] : merged.slice(first, last + 1);
  return kept.map(({ role, text }) => ({ role, parts: [{ text }] }));
}
