import type { Models } from "../../../../shared/agent/models/model.ts";
import { summarise, type WrittenSummary } from "../../../../shared/agent/summarise.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { type ConversationSummaryDue, conversationSummaryDue } from "../../../../shared/events/index.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { withDeadline } from "../../../../shared/runtime/deadline.ts";
import { RetryableError } from "../../../../shared/runtime/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { conversations } from "../conversations.ts";
import { messagesToSummarise } from "./due.ts";

/** Nobody waits for a summary, but a delivery has its time. */
const summaryMs = 60_000;
/** Deliveries of one event, each with the models' own retries. The next turn asks again with an event of its own. */
const deliveries = 3;

interface Summarised extends WrittenSummary {
  /** The messages it covers: the oldest of the conversation when it was read. */
  readonly messageIds: readonly string[];
}

/**
 * Folds the older half of a conversation's history into its summary, after the reply and ahead of the limit. No turn
 * waits for it. Where no model answers nothing changes: the messages stay, and the next turn asks again.
 */
export function summariseStep(dependencies: {
  readonly models: Models;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}) {
  return step<ConversationSummaryDue, Conversation, Summarised | undefined>({
    name: "conversation-summarise",
    on: conversationSummaryDue,
    document: conversations,
    documentId: (event) => event.data.conversationId,
    exclusive: false,

    async gather(conversation, { tenantId }, ctx) {
      if (!conversation) return undefined;
      const config = await dependencies.config(tenantId, conversation.config.name, conversation.config.version);
      const covers = messagesToSummarise(conversation, config.conversation.recent_messages);
      if (covers === 0) return undefined;
      const messages = conversation.recent.slice(0, covers);
      try {
        const { summary } = conversation;
        const written = await withDeadline(summaryMs, ctx.signal, (signal) =>
          summarise(dependencies.models, config, { summary, messages }, signal),
        );
        return { ...written, messageIds: messages.map(({ id }) => id) };
      } catch (error) {
        if (!(error instanceof RetryableError) || ctx.attempt < deliveries) throw error;
        ctx.log.warn(
          { err: error, messages: covers },
          "older messages could not be summarised, the next turn asks again",
        );
        return undefined;
      }
    },

    decide(conversation, _event, summarised) {
      if (!conversation || !summarised || !beginsWith(conversation, summarised.messageIds)) return undefined;
      const { spent } = conversation;
      const { inputTokens, outputTokens } = summarised.usage;
      return {
        document: {
          ...conversation,
          summary: summarised.text,
          recent: conversation.recent.slice(summarised.messageIds.length),
          spent: { ...spent, modelTokens: spent.modelTokens + inputTokens + outputTokens },
        },
      };
    },
  });
}

function beginsWith({ recent }: Conversation, messageIds: readonly string[]): boolean {
  return messageIds.every((id, index) => recent[index]?.id === id);
}
