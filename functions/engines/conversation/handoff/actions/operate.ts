import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { type OperatorActed, operatorActed } from "../../../../../shared/events/conversation/conversation.ts";
import {
  conversationClosed,
  handoffChanged,
  handoffDue,
  operatorChanged,
  replySent,
  snoozeEnded,
} from "../../../../../shared/events/index.ts";
import { TerminalError } from "../../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import { conversations } from "../../conversations.ts";
import type { ConversationDependencies } from "../../dependencies.ts";
import { actionNotices } from "./action-notices.ts";
import { applyOperatorAction } from "./operator-action.ts";

/** Error codes of operator conflicts. The API answers them with 409. */
export const operatorConflicts = ["conversation-held", "conversation-moved-on"];

/**
 * Applies an operator's action to a conversation. It never waits for an answer in progress: that answer meets a
 * conflict at its commit and starts again.
 */
export function operateStep(dependencies: Pick<ConversationDependencies, "config">) {
  return step<OperatorActed, Conversation, TenantConfig | null>({
    name: "conversation-operate",
    on: operatorActed,
    publishes: [conversationClosed, handoffDue, operatorChanged, handoffChanged, replySent],
    schedules: [handoffDue, snoozeEnded],
    sends: true,
    document: conversations,
    exclusive: false,
    documentId: (event) => event.data.conversationId,

    async gather(conversation, { tenantId, data }) {
      if (!conversation)
        throw new TerminalError("conversation-not-found", `There is no conversation ${data.conversationId}.`);
      if (data.action !== "reply" && data.action !== "transfer") return null;
      return dependencies.config(tenantId, conversation.config.name, conversation.config.version);
    },

    decide(conversation, { id: eventId, data }, config, now) {
      if (!conversation) return undefined;
      const outcome = applyOperatorAction(conversation, { eventId, data, config, now });
      if (outcome.type === "held")
        throw new TerminalError(
          "conversation-held",
          `${outcome.by} has this conversation. An admin may force the action.`,
        );
      if (outcome.type === "moved-on")
        throw new TerminalError("conversation-moved-on", "The conversation has had more turns. Read them first.");
      const { publish = [] } = outcome.decision;
      const told = actionNotices(conversation, outcome.decision.document, { turnId: eventId, data });
      return { ...outcome.decision, publish: [...publish, ...told] };
    },
  });
}
