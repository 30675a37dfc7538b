import type { ModelMessage } from "../../models/model.ts";
import type { HistoryMessage } from "../agent.ts";

/** Maximum characters of recent messages that a prompt holds verbatim. */
const recentCharacters = 24_000;
/** Maximum characters of one message in later turns. */
const messageCharacters = 4_000;

/** Share of the window at which the older half of the history is summarised, ahead of the limit. */
export const earlySummaryShare = 0.8;

/**
 * Number of oldest messages to add to the summary. It is 0 until history fills more than `share` of the window, by
 * count or by size. Half a window is added at a time, so that summaries are rare.
 */
export function summaryBacklog(recent: readonly HistoryMessage[], maximumMessages: number, share = 1): number {
  const size = recent.reduce((sum, message) => sum + sizeOf(message), 0);
  if (recent.length <= maximumMessages * share && size <= recentCharacters * share) return 0;
  return recent.length - newestWithin(recent, maximumMessages / 2, recentCharacters / 2);
}

/** Number of oldest messages that do not fit into a prompt. */
export function promptOverflow(recent: readonly HistoryMessage[], maximumMessages: number): number {
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

/** History as messages for the model: customers have the role of user, agent and operators that of the model. */
export function historyMessages(recent: readonly HistoryMessage[]): readonly ModelMessage[] {
  const messages: { role: "user" | "model"; parts: { type: "text"; text: string }[] }[] = [];
  for (const message of recent) {
    if (message.text === "") continue;
    const role = message.role === "customer" ? "user" : "model";
    const text = [...(message.about ?? []), message.text.slice(0, messageCharacters)].join("\n");
    const part = { type: "text" as const, text: message.role === "operator" ? `(a colleague wrote) ${text}` : text };
    const last = messages.at(-1);
    if (last?.role === role) last.parts.push(part);
    else messages.push({ role, parts: [part] });
  }
  return messages;
}

/** History as plain text, for summaries. Each message is one line, so that no message can imitate another's sender. */
export function transcript(recent: readonly HistoryMessage[]): string {
  return recent
    .map(({ role, text, about = [] }) => `${role}: ${oneLine([...about, text.slice(0, messageCharacters)].join(" "))}`)
    .join("\n");
}

function oneLine(text: string): string {
  return text.replace(/[\s\u0085]*[\n\r\v\f\u0085\u2028\u2029][\s\u0085]*/g, " / ");
}

function sizeOf(message: HistoryMessage): number {
  return Math.min(message.text.length, messageCharacters);
}
