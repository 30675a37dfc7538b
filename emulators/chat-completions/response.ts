import { createHash } from "node:crypto";
import { countTokens, type Reply, wordGroups } from "../gemini/reply.ts";
import type { JsonObject } from "../json.ts";

const servedModel = "embedded-policy-1";
const finishReasons: Readonly<Record<string, string>> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  SAFETY: "content_filter",
};

interface Answered {
  readonly reply: Reply;
  readonly promptText: string;
  /** A call whose arguments are cut off in the middle. */
  readonly malformed: boolean;
}

/** The whole answer (platform.openai.com/docs/api-reference/chat/object). */
export function completion(answered: Answered): JsonObject {
  const { reply } = answered;
  const calls = callsOf(answered);
  const message = {
    role: "assistant",
    content: reply.text === "" ? null : reply.text,
    refusal: null,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishOf(answered) };
  return { ...headOf(answered, "chat.completion"), choices: [choice], usage: usageOf(answered) };
}

/** The answer as a stream of chunks: a few words each, then the calls in pieces, then the usage if it was asked for. */
export function completionChunks(answered: Answered, withUsage: boolean): readonly JsonObject[] {
  const head = headOf(answered, "chat.completion.chunk");
  const chunk = (delta: JsonObject, finish_reason: string | null = null): JsonObject => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    ...(withUsage ? { usage: null } : {}),
  });
  const words = wordGroups(answered.reply.text).filter((text) => text !== "");
  const calls = callsOf(answered).flatMap(({ function: { name, arguments: args }, ...call }, index) => [
    { index, ...call, function: { name, arguments: "" } },
    ...(args.match(/.{1,12}/gs) ?? []).map((piece) => ({ index, function: { arguments: piece } })),
  ]);
  return [
    chunk({ role: "assistant", content: "", refusal: null }),
    ...words.map((content) => chunk({ content })),
    ...calls.map((call) => chunk({ tool_calls: [call] })),
    chunk({}, finishOf(answered)),
    ...(withUsage ? [{ ...head, choices: [], usage: usageOf(answered) }] : []),
  ];
}

function headOf({ promptText }: Answered, object: string): JsonObject {
  return { id: `chatcmpl-${hashOf(promptText)}`, object, created: 0, model: servedModel };
}

function callsOf({ reply, promptText, malformed }: Answered) {
  const calls = malformed ? [{ name: "unfinished", args: {} }] : reply.calls;
  return calls.map(({ name, args }, index) => ({
    id: `call_${hashOf(promptText)}${index}`,
    type: "function",
    function: { name, arguments: malformed ? '{"day": ' : JSON.stringify(args) },
  }));
}

function finishOf({ reply, malformed }: Answered): string {
  if (malformed || (reply.calls.length > 0 && reply.finishReason === "STOP")) return "tool_calls";
  return finishReasons[reply.finishReason] ?? reply.finishReason.toLowerCase();
}

function usageOf({ reply, promptText }: Answered): JsonObject {
  if (reply.usage) return reply.usage;
  const prompt_tokens = countTokens(promptText);
  const completion_tokens = countTokens(reply.text + (reply.calls.length > 0 ? JSON.stringify(reply.calls) : ""));
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 20);
}
