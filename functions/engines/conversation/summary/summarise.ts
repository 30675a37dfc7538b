import { type SummaryResult, summarise } from "../../../../shared/agent/reading/summarise.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import {
  type ConversationSummaryDue,
  conversationSummaryDue,
  measurementTaken,
} from "../../../../shared/events/index.ts";
import type { Models } from "../../../../shared/models/model.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { modelCounters } from "../../../../shared/prices/model-counters.ts";
import { withDeadline } from "../../../../shared/runtime/failures/deadline.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { wallClock } from "../../../../shared/time/wall-clock.ts";
import type { Conversation } from "../conversation.ts";
import { conversations } from "../conversations.ts";
import { messagesToSummarise } from "./due.ts";

/** Deadline of the model call. Nobody waits for a summary, but each delivery has limited time. */
const summaryMs = 60_000;
/**
 * Maximum deliveries of one event, each with the models' own retries. The next turn requests a summary with a new
 * event.
 */
const deliveries = 3;

interface Summarised extends SummaryResult {
  /** Ids of the summarised messages: the oldest of the conversation when it was read. */
  readonly messageIds: readonly string[];
  /** The previous summary that it extends. */
  readonly addedTo: string;
  /** Of the client's days. */
  readonly zone: string;
}

/**
 * Moves the older half of a conversation's history into its summary, after the reply and before the limit. No turn
 * waits for it. When no model answers, nothing changes: the messages stay, and the next turn requests a summary again.
 */
export function summariseStep(dependencies: {
  readonly models: Models;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}) {
  const written = new WeakMap<object, Summarised>();
  return step<ConversationSummaryDue, Conversation, Summarised | undefined>({
    name: "conversation-summarise",
    on: conversationSummaryDue,
    document: conversations,
    documentId: (event) => event.data.conversationId,
    exclusive: false,
    publishes: [measurementTaken],

    async gather(conversation, event, ctx) {
      if (!conversation) return undefined;
      // The requesting turn clears its outbox meanwhile. That conflict changes nothing here.
      const before = written.get(event);
      if (before && stillFits(before, conversation)) return before;
      const config = await dependencies.config(event.tenantId, conversation.config.name, conversation.config.version);
      const covers = messagesToSummarise(conversation, config.conversation.recent_messages);
      if (covers === 0) return undefined;
      const messages = conversation.recent.slice(0, covers);
      try {
        const { summary } = conversation;
        const answer = await withDeadline(summaryMs, ctx.signal, (signal) =>
          summarise(dependencies.models, config, { summary, messages }, signal),
        );
        const zone = config.timezone;
        const summarised = { ...answer, zone, messageIds: messages.map(({ id }) => id), addedTo: summary };
        written.set(event, summarised);
        return summarised;
      } catch (error) {
        if (!(error instanceof RetryableError) || ctx.attempt < deliveries) throw error;
        ctx.log.warn(
          { err: error, messages: covers },
          "older messages could not be summarised, the next turn requests it again",
        );
        return undefined;
      }
    },

    decide(conversation, { id }, summarised, now) {
      if (!conversation || !summarised || !stillFits(summarised, conversation)) return undefined;
      const { spent } = conversation;
      const { inputTokens, outputTokens } = summarised.usage;
      return {
        document: {
          ...conversation,
          summary: summarised.text,
          recent: conversation.recent.slice(summarised.messageIds.length),
          spent: { ...spent, modelTokens: spent.modelTokens + inputTokens + outputTokens },
        },
        publish: [newEvent(measurementTaken, conversation.id, summaryCost(conversation, id, summarised, now))],
      };
    },
  });
}

/** Whether the conversation still starts with the summarised messages and has the same previous summary. */
function stillFits({ messageIds, addedTo }: Summarised, { recent, summary }: Conversation): boolean {
  return summary === addedTo && messageIds.every((id, index) => recent[index]?.id === id);
}

/** What the summary's request counts for, on its own day. */
function summaryCost({ id }: Conversation, eventId: string, { usage, zone }: Summarised, now: Date) {
  return {
    source: `summary ${eventId}`,
    at: now.toISOString(),
    conversationId: id,
    agent: null,
    channel: null,
    add: modelCounters(usage, wallClock(now, zone).date),
  };
}
