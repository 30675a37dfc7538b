import { earlySummaryShare, summaryBacklog } from "../../../../shared/agent/prompt/history.ts";
import { conversationSummaryDue } from "../../../../shared/events/index.ts";
import { type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";
import { type Conversation, maxRecentMessages } from "../conversation.ts";

/** The number of oldest messages that a summary should cover. `recentMessages` is the tenant's window. */
export function messagesToSummarise({ recent }: Pick<Conversation, "recent">, recentMessages: number): number {
  return summaryBacklog(recent, Math.min(recentMessages, maxRecentMessages), earlySummaryShare);
}

/**
 * The event that requests a summary, from each turn that leaves the history near its limit. It comes before the limit
 * is reached. So prompts still hold the whole history until the summary is written. Pure.
 */
export function summaryDue(conversation: Conversation, recentMessages = maxRecentMessages): readonly NewEvent[] {
  if (messagesToSummarise(conversation, recentMessages) === 0) return [];
  return [newEvent(conversationSummaryDue, conversation.id, { conversationId: conversation.id })];
}
