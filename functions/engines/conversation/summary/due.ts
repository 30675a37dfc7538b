import { earlySummaryShare, excessOf } from "../../../../shared/agent/history.ts";
import { conversationSummaryDue } from "../../../../shared/events/index.ts";
import { type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";
import { type Conversation, messagesKept } from "../conversation.ts";

/** How many of the oldest messages a summary is to cover. `recentMessages` is the tenant's window. */
export function messagesToSummarise({ recent }: Pick<Conversation, "recent">, recentMessages: number): number {
  return excessOf(recent, Math.min(recentMessages, messagesKept), earlySummaryShare);
}

/**
 * The event that asks for a summary, from each turn that leaves history near its limit. It goes ahead of the limit, so
 * that the prompts of the turns until the summary is written still hold everything. Pure.
 */
export function summaryDue(conversation: Conversation, recentMessages = messagesKept): readonly NewEvent[] {
  if (messagesToSummarise(conversation, recentMessages) === 0) return [];
  return [newEvent(conversationSummaryDue, conversation.id, { conversationId: conversation.id })];
}
