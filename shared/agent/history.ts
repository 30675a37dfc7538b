import type { HistoryMessage } from "./agent.ts";
import type { ModelMessage } from "./models/model.ts";

/** Characters of recent messages that go into a prompt word for word. */
const recentCharacters = 24_000;
/** Of one message: the most that a later turn still reads. */
const messageCharacters = 4_000;

/** The share of the window that history may fill before its older half is summarised: ahead of the limit. */
export const nearlyFull = 0.8;

/**
 * How many of the oldest messages to fold into the summary when history fills more than `share` of the window, by count
 * or by size: half of the window at a time, so that folding is rare. 0 while history fills less.
 */
export function excessOf(recent: readonly HistoryMessage[], maximumMessages: number, share = 1): number {
  const size = recent.reduce((sum, message) => sum + sizeOf(message), 0);
  if (recent.length <= maximumMessages * share && size <= recentCharacters * share) return 0;
  return recent.length - newestWithin(recent, maximumMessages / 2, recentCharacters / 2);
}

/** How many of the oldest messages a prompt has no room for. */
export function overflowOf(recent: readonly HistoryMessage[], maximumMessages: number): number {
  return recent.length - newestWithin(recent, maximumMessages, recentCharacters);
}

function newestWithin(recent: readonly HistoryMessage[], maximumMessages: number, maximumCharacters: number): number {
  let kept = 0;
  let characters = 0;
  for (const message of [...recent].reverse()) {
    characters += sizeOf(message);
    if (kept >= maximumMessages || characters > maximumCharacters) break;
    kept += 1;
  }
  return kept;
}

/** History as the model reads it: customers are users; agent and operators speak for the tenant. */
export function historyMessages(recent: readonly HistoryMessage[]): readonly ModelMessage[] {
  const messages: { role: "user" | "model"; parts: { type: "text"; text: string }[] }[] = [];
  for (const message of recent) {
    if (message.text === "") continue;
    const role = message.role === "customer" ? "user" : "model";
    const text = message.text.slice(0, messageCharacters);
    const part = { type: "text" as const, text: message.role === "operator" ? `(a colleague wrote) ${text}` : text };
    const last = messages.at(-1);
    if (last?.role === role) last.parts.push(part);
    else messages.push({ role, parts: [part] });
  }
  return messages;
}

/** History as plain text, for summarising. One message is one line, so that nobody can write what another said. */
export function transcript(recent: readonly HistoryMessage[]): string {
  return recent.map(({ role, text }) => `${role}: ${oneLine(text.slice(0, messageCharacters))}`).join("\n");
}

function oneLine(text: string): string {
  return text.replace(/[\s\u0085]*[\n\r\v\f\u0085\u2028\u2029][\s\u0085]*/g, " / ");
}

function sizeOf(message: HistoryMessage): number {
  return Math.min(message.text.length, messageCharacters);
}
