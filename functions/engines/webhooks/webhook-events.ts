import {
  callbackRequested,
  conversationClosed,
  conversationEscalated,
  deliveryReported,
  type EventType,
  messageReceived,
  messageSettled,
  operatorActed,
  optOutReported,
  paymentSettled,
  surveyCompleted,
  webhookEndpointDisabled,
} from "../../../shared/events/index.ts";
import type { WebhookEventName } from "../../../shared/events/webhook-event-names.ts";

/** What the tenant is told of one event of the product; undefined when it is none of theirs. */
export interface Told {
  readonly type: WebhookEventName;
  readonly conversationId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Which events of the product are told, and in which words. */
export interface WebhookSource<T> {
  readonly step: string;
  readonly on: EventType<T>;
  tell(data: T): Told | undefined;
}

export const webhookSources = {
  messageReceived: source("webhooks-message-received", messageReceived, (data) => ({
    type: "message.received",
    conversationId: data.conversationId,
    data: {
      message_id: data.messageId,
      channel: data.channel,
      address: data.customerAddress,
      name: data.customerName,
      text: data.text,
      choice_id: data.choiceId,
      attachments: data.attachments.length,
    },
  })),
  messageSettled: source("webhooks-message-settled", messageSettled, (data) => ({
    type: "message.settled",
    conversationId: data.conversationId,
    data: {
      request_id: data.requestId,
      message_id: data.messageId,
      origin: data.origin,
      outcome: data.outcome,
      reason: data.reason,
      until: data.until,
    },
  })),
  deliveryReported: source("webhooks-delivery-reported", deliveryReported, (data) => ({
    type: "message.delivery_updated",
    conversationId: data.conversationId,
    data: { turn_id: data.turnId, message_id: data.messageId, status: data.status, error_code: data.errorCode },
  })),
  escalated: source("webhooks-conversation-escalated", conversationEscalated, (data) => ({
    type: "conversation.escalated",
    conversationId: data.conversationId,
    data: { reason: data.reason, action: data.action, priority: data.priority },
  })),
  operatorActed: source("webhooks-operator-acted", operatorActed, ({ conversationId, action, operator }) => {
    if (action === "takeover") return { type: "conversation.assigned", conversationId, data: { operator } };
    if (action === "resolve") return { type: "conversation.resolved", conversationId, data: { operator } };
    return undefined;
  }),
  closed: source("webhooks-conversation-closed", conversationClosed, (data) => ({
    type: "conversation.closed",
    conversationId: data.conversationId,
    data: { reason: data.reason, at: data.at },
  })),
  survey: source("webhooks-survey-completed", surveyCompleted, (data) => ({
    type: "survey.ended",
    conversationId: data.conversationId,
    data: {
      survey_id: data.surveyId,
      status: data.status,
      customer_id: data.customerId,
      questions: data.questions.map(({ id, text }) => ({ id, text })),
      answers: data.answers.map(({ questionId, type, at, ...answer }) => ({
        question_id: questionId,
        type,
        ...answer,
      })),
    },
  })),
  booking: source("webhooks-callback-requested", callbackRequested, (data) => ({
    type: "booking.requested",
    conversationId: data.conversationId,
    data: {
      request_id: data.requestId,
      kind: data.kind,
      at: data.at,
      time_zone: data.timeZone,
      customer_id: data.customerId,
      reason: data.reason,
    },
  })),
  payment: source("webhooks-payment-settled", paymentSettled, (data) => ({
    type: "payment.settled",
    conversationId: data.conversationId,
    data: {
      payment_id: data.paymentId,
      status: data.status,
      customer_id: data.customerId,
      amount_minor: data.amountMinor,
      currency: data.currency,
    },
  })),
  optOut: source("webhooks-opt-out-reported", optOutReported, (data) => ({
    type: "contact.opted_out",
    conversationId: data.conversationId,
    data: { channel: data.channel, wording: data.wording },
  })),
  disabled: source("webhooks-endpoint-disabled", webhookEndpointDisabled, (data) => ({
    type: "endpoint.disabled",
    conversationId: null,
    data: { endpoint_id: data.endpointId, url: data.url, reason: data.reason, at: data.at },
  })),
};

function source<T>(step: string, on: EventType<T>, tell: WebhookSource<T>["tell"]): WebhookSource<T> {
  return { step, on, tell };
}
