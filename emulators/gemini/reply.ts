import { createHash } from "node:crypto";
import type { JsonObject } from "../json.ts";

const modelVersion = "embedded-policy-1";

/** A model turn: text, calls, or both. */
export interface Reply {
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly args: JsonObject }[];
  readonly finishReason: string;
  readonly usage?: JsonObject | undefined;
}

/** A reply in words. */
export const speak = (text: string): Reply => ({ text, calls: [], finishReason: "STOP" });

/** A reply that calls a tool. */
export const call = ({ name }: { readonly name: string }, args: JsonObject): Reply => ({
  text: "",
  calls: [{ name, args }],
  finishReason: "STOP",
});

/** About four characters per token, as Google's documentation estimates. */
export const countTokens = (text: string): number => Math.ceil(text.length / 4);

/** The whole answer as one GenerateContentResponse, or a stream of several with a few words each. */
export function responses(reply: Reply, promptText: string, streamed: boolean): readonly JsonObject[] {
  const responseId = createHash("sha256").update(promptText).digest("base64url").slice(0, 22);
  const promptTokenCount = countTokens(promptText);
  const calls = reply.calls.map(({ name, args }, index) => ({
    functionCall: { id: `${responseId.slice(0, 8)}-${index}`, name, args },
    // Opaque to clients, which must return it unchanged with the call.
    thoughtSignature: Buffer.from(`${responseId}:${index}`).toString("base64"),
  }));
  const groups: readonly (readonly JsonObject[])[] = [
    ...(streamed ? wordGroups(reply.text) : [reply.text]).filter((text) => text !== "").map((text) => [{ text }]),
    ...calls.map((call) => [call]),
  ];
  const parts = streamed ? groups : [groups.flat()];
  const candidatesTokenCount = countTokens(reply.text + (calls.length > 0 ? JSON.stringify(reply.calls) : ""));
  return (parts.length > 0 ? parts : [[]]).map((group, index, all) => ({
    candidates: [
      {
        content: { role: "model", ...(group.length > 0 ? { parts: group } : {}) },
        ...(index === all.length - 1 ? { finishReason: reply.finishReason } : {}),
        index: 0,
      },
    ],
    usageMetadata: reply.usage ?? {
      promptTokenCount,
      ...(index === all.length - 1 ? { candidatesTokenCount } : {}),
      totalTokenCount: promptTokenCount + (index === all.length - 1 ? candidatesTokenCount : 0),
    },
    modelVersion,
    responseId,
  }));
}

/** Splits a text after every fourth word. The groups join to the original text. */
export function wordGroups(text: string): readonly string[] {
  return text.match(/(?:\s*\S+){1,4}\s*$|(?:\s*\S+){1,4}/g) ?? [text];
}

/** Cuts the reply to the maximum tokens. A cut reply ends with MAX_TOKENS. */
export function cutToTokens(reply: Reply, maximumTokens: number | null): Reply {
  if (maximumTokens === null || countTokens(reply.text) <= maximumTokens) return reply;
  return { ...reply, text: reply.text.slice(0, maximumTokens * 4), finishReason: "MAX_TOKENS" };
}
