import { clipToBytes, jsonBytes, newestWithinBytes } from "../../../shared/schema/byte-budget.ts";
import type { Inbound } from "./conversation.ts";
import { limits } from "./limits.ts";
import type { Turn } from "./turn-record.ts";

/** The message as the product keeps it. */
export function boundedInbound(inbound: Inbound): Inbound {
  const { text, original, attachments } = inbound;
  return {
    ...inbound,
    text: clipToBytes(text, limits.inboundText),
    attachments: attachments.slice(0, 50),
    ...(original === undefined ? {} : { original: clipToBytes(original, limits.inboundOriginal) }),
  };
}

/** A burst with more messages or bytes is answered at once, so that it always fits the document. */
export function isFullBurst(inbound: readonly Inbound[]): boolean {
  return inbound.length > 20 || jsonBytes(inbound) > limits.pending;
}

/** Texts that are said in one turn, with an equal share of the bytes for each. */
export function boundedTexts<T extends { readonly text: string }>(contents: readonly T[]): T[] {
  const share = Math.floor(limits.said / Math.max(1, contents.length));
  return contents.map((content) => ({ ...content, text: clipToBytes(content.text, share) }));
}

/** The newest tool calls whole. The arguments and results of older ones are left out when they take too much. */
export function boundedToolCalls(toolCalls: Turn["toolCalls"]): Turn["toolCalls"] {
  const whole = new Set(newestWithinBytes(toolCalls, limits.toolCalls));
  return toolCalls.map((call) =>
    whole.has(call) && jsonBytes(call) <= limits.toolCalls ? call : { ...call, arguments: {}, result: leftOut },
  );
}
const leftOut = { cut: "left out, the turn's tool calls were too large" };

/** The values that the agent remembers, the newest of them when they take too much. */
export function boundedContext(context: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(context).map(([key, value]) => [clipToBytes(key, 500), clipToBytes(value, 4_000)]);
  return Object.fromEntries(newestWithinBytes(entries, limits.context));
}
