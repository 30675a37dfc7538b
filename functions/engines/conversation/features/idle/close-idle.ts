import type { TenantConfig } from "../../../../../shared/config/index.ts";
import {
  type ConversationIdleDue,
  conversationClosed,
  conversationIdleDue,
} from "../../../../../shared/events/index.ts";
import { newEvent, step } from "../../../../../shared/runtime/step.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";
import { idleTimer } from "./idle.ts";
import type { idleState } from "./state.ts";

/**
 * Closes a conversation after the tenant's idle period. If it is not idle yet, the timer is set again for the time when
 * it would be. One timer serves a session, so turns write and schedule nothing for it. A conversation with a person is
 * never closed.
 */
export function closeIdleStep(
  dependencies: Pick<StepDependencies<typeof idleState>, "config" | "conversations" | "features">,
) {
  return step<ConversationIdleDue, ConversationWith<typeof idleState>, TenantConfig | undefined>({
    name: "conversation-close-idle",
    on: conversationIdleDue,
    publishes: [conversationClosed],
    schedules: [conversationIdleDue],
    document: dependencies.conversations,
    documentId: (event) => event.data.conversationId,
    exclusive: false,

    async gather(conversation, { tenantId, data }) {
      if (conversation?.idleTimer !== data.timerId) return undefined;
      return dependencies.config(tenantId, conversation.config.name, conversation.config.version);
    },

    decide(conversation, event, config, now) {
      if (!conversation || !config || conversation.idleTimer !== event.data.timerId) return undefined;
      const seconds = config.conversation.close_after_idle_seconds;
      if (seconds === undefined || conversation.status === "resolved")
        return { document: { ...conversation, idleTimer: null } };
      const idleMs = seconds * 1_000;
      const escalated = conversation.status === "escalated";
      const closesAt = (escalated ? now.getTime() : Date.parse(conversation.updatedAt)) + idleMs;
      if (closesAt > now.getTime())
        return {
          document: { ...conversation, idleTimer: event.id },
          schedule: [idleTimer(conversation.id, event.id, new Date(closesAt))],
        };
      const at = now.toISOString();
      const closed = { conversationId: conversation.id, reason: "idle", at };
      return {
        document: {
          ...dependencies.features.endSession(conversation),
          status: "resolved",
          idleTimer: null,
          updatedAt: at,
        },
        publish: [newEvent(conversationClosed, conversation.id, closed)],
      };
    },
  });
}
