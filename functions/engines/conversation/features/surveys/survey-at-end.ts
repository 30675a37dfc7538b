import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { atConversationEnd, surveyFollowUp } from "../../../../../shared/contracts/surveys/surveys.ts";
import { type ConversationClosed, conversationClosed, followUpRequested } from "../../../../../shared/events/index.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";
import type { surveyState } from "./state.ts";

/** Starts the tenant's closing survey when a conversation is resolved. Writes nothing when the tenant has none. */
export function surveyAtEndStep(dependencies: Pick<StepDependencies<typeof surveyState>, "config" | "conversations">) {
  return step<ConversationClosed, ConversationWith<typeof surveyState>, TenantConfig | undefined>({
    name: "conversation-survey-at-end",
    on: conversationClosed,
    publishes: [followUpRequested],
    document: dependencies.conversations,
    exclusive: false,
    documentId: (event) => event.data.conversationId,

    async gather(conversation, { tenantId }) {
      if (conversation?.status !== "resolved") return undefined;
      return dependencies.config(tenantId, conversation.config.name, conversation.config.version);
    },

    decide(conversation, { id: cause, tenantId }, config, now) {
      if (conversation?.status !== "resolved" || !config) return undefined;
      const { id: conversationId, channel, accountAddress, customer } = conversation;
      const publish = surveyFollowUp({
        tenantId,
        config,
        configName: conversation.config.name,
        trigger: atConversationEnd,
        recipient: { channel, accountAddress, address: customer.address, name: customer.name },
        conversationId,
        cause,
        at: now,
      });
      return publish.length === 0 ? undefined : { document: conversation, publish };
    },
  });
}
