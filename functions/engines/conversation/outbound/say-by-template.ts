import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Delivery } from "../../../../shared/contracts/sending/delivery-progress.ts";
import {
  textContent,
  turnFailed,
  type WindowClosedReported,
  windowClosedReported,
} from "../../../../shared/events/index.ts";
import { type Decision, step } from "../../../../shared/runtime/step.ts";
import type { Conversation, Message } from "../conversation.ts";
import { conversations } from "../conversations.ts";
import type { ConversationDependencies } from "../dependencies.ts";
import { templateFor, templateSend } from "./sends.ts";
import { withheldAnswer } from "./unsent-answer.ts";

/**
 * Sends an approved template for a message whose free text arrived after the channel's window closed. Sends it once,
 * whatever the number of failed parts. Without a template, the message keeps the failure reason, and an
 * answer is handed over to a person.
 */
export function sayByTemplateStep(dependencies: Pick<ConversationDependencies, "config">) {
  return step<WindowClosedReported, Conversation, TenantConfig | undefined>({
    name: "conversation-say-by-template",
    on: windowClosedReported,
    publishes: [turnFailed],
    sends: true,
    document: conversations,
    documentId: (event) => event.data.conversationId,

    async gather(conversation, event) {
      if (!conversation) return undefined;
      const { name, version } = conversation.config;
      return dependencies.config(event.tenantId, name, version);
    },

    decide(conversation, event, config) {
      const message = conversation?.recent.find(({ id }) => id === event.data.messageId);
      if (!conversation || !config || !message || message.delivery?.template !== undefined) return undefined;
      return replaceByTemplate(message, conversation, config);
    },
  });
}

function replaceByTemplate(message: Message, conversation: Conversation, config: TenantConfig): Decision<Conversation> {
  const { text, template: use, delivery } = message;
  const before: Delivery = delivery ?? { status: "queued", providerMessageIds: [], errorCode: null };
  const found = templateFor(conversation, { content: textContent(text), template: use ?? null }, config);
  const send = found?.ok ? templateSend(conversation, message, found.template, config) : undefined;
  if (!found?.ok || !send) {
    const errorCode = found && !found.ok ? found.reason : "window-closed";
    const document = withDelivery(conversation, message, { ...before, status: "failed", errorCode });
    const withheld = answersCustomer(conversation, message) ? errorCode : null;
    return { document, publish: withheldAnswer(conversation, { turnId: message.turnId, withheld }) };
  }
  const next: Delivery = { ...before, status: "queued", errorCode: null, template: found.template.name };
  // Later replies refer to what the customer has read.
  const read = { ...message, text: found.template.text, choices: [] };
  return { document: withDelivery(conversation, read, next), send: [send] };
}

/** True where the message's turn holds what the customer wrote. */
function answersCustomer({ recent }: Conversation, { turnId }: Message): boolean {
  return recent.some((message) => message.turnId === turnId && message.role === "customer");
}

function withDelivery(conversation: Conversation, message: Message, delivery: Delivery): Conversation {
  return {
    ...conversation,
    recent: conversation.recent.map((each) => (each.id === message.id ? { ...message, delivery } : each)),
  };
}
