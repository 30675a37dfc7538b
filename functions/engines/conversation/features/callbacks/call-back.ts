import { customerValues } from "../../../../../shared/channels/templates/customer-values.ts";
import { fillText, unknownNames } from "../../../../../shared/channels/templates/fill-text.ts";
import { commonNames } from "../../../../../shared/config/checks/text-names.ts";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import {
  type CallbackDue,
  callbackDue,
  conversationEscalated,
  handoffDue,
} from "../../../../../shared/events/index.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import { escalationEvents, handoffAfterTurn } from "../../handoff/request.ts";
import { timerName } from "../../handoff/state.ts";
import { appendOutboundTurn } from "../../outbound/append-turn.ts";
import type { NoState } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";

/**
 * Runs when the customer's callback is due: it requests an operator and tells the customer. It leaves the conversation
 * alone when an operator already has it. An unclaimed handoff restarts with the priority of the tenant's callbacks.
 */
export function callBackStep(dependencies: Pick<StepDependencies<NoState>, "config" | "conversations">) {
  return step<CallbackDue, Conversation, TenantConfig | undefined>({
    name: "conversation-call-back",
    on: callbackDue,
    publishes: [conversationEscalated, handoffDue],
    sends: true,
    document: dependencies.conversations,
    documentId: (event) => event.data.conversationId,
    exclusive: false,

    async gather(conversation, { tenantId }, { log }) {
      if (!conversation) return undefined;
      const { name, version } = conversation.config;
      const config = await dependencies.config(tenantId, name, version);
      const unknown = unknownNames(config.callbacks?.message ?? "", commonNames);
      if (unknown.length > 0)
        log.warn({ key: "callbacks.message", unknown }, "a text with unknown placeholders is withheld");
      return config;
    },

    decide(before, event, config, now) {
      if (!before || !config || before.handoff?.stage === "with_operator") return undefined;
      const at = now.toISOString();
      const { priority = "high", message } = config.callbacks ?? {};
      const wish = { reason: "callback", action: "schedule_callback", priority };
      const waiting = { ...before, status: "active" as const };
      const standing = handoffAfterTurn(waiting, { turnId: event.id, config, wish, at });
      const escalated = { ...waiting, ...standing, updatedAt: at };
      const origin = { kind: "follow-up" as const, id: event.data.followUpId };
      const filled = fillText(message ?? "", customerValues(before.customer.name, config.client_name));
      const texts = filled.text === "" || filled.unknown.length > 0 ? [] : [filled.text];
      const turn = appendOutboundTurn(escalated, { turnId: event.id, texts, speaker: { origin }, config, now });
      const news = escalationEvents(waiting, turn.conversation, event.id);
      return {
        document: turn.conversation,
        writes: [turn.write, ...news.records],
        publish: news.publish,
        cancel: before.handoff && before.handoff.dueAt !== null ? [timerName(before.handoff)] : [],
        send: turn.send,
      };
    },
  });
}
