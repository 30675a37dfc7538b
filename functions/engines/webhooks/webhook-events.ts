import {
  callbackRequested,
  campaignEnded,
  chatMessageTaken,
  consentChanged,
  conversationClosed,
  conversationEscalated,
  conversationOpened,
  deliveryReported,
  type EventType,
  erasureDone,
  handoffChanged,
  messageReceived,
  messageSettled,
  optOutChanged,
  optOutReported,
  paymentNeedsPerson,
  paymentNotMade,
  paymentRequested,
  paymentSettled,
  proposalAccepted,
  replySent,
  researchTaskReminded,
  researchTasksSettled,
  surveyCompleted,
  webhookEndpointDisabled,
} from "../../../shared/events/index.ts";
import type { WebhookEventName } from "../../../shared/events/webhook-event-names.ts";
import type { WebhookData } from "./events/index.ts";

/** What the tenant's server receives for one event of the product. */
export type Told = {
  [Name in WebhookEventName]: {
    readonly type: Name;
    readonly data: WebhookData<Name>;
    /** Whose customer it is about, where no conversation tells: it is erased with the person. */
    readonly customerId?: string;
  };
}[WebhookEventName];

/** Which events of the product are told, and in which words. */
export interface WebhookSource<T> {
  readonly step: string;
  readonly on: EventType<T>;
  /** Undefined when the event does not concern the tenant. */
  tell(data: T): Told | undefined;
}

export const webhookSources = {
  messageReceived: source("webhooks-message-received", messageReceived, (message) =>
    told("message.received", {
      conversation_id: message.conversationId,
      message_id: message.messageId,
      channel: message.channel,
      address: message.customerAddress,
      name: message.customerName,
      text: message.text,
      choice_id: message.choiceId,
      attachments: message.attachments.length,
    }),
  ),
  chatMessageTaken: source("webhooks-chat-message-taken", chatMessageTaken, ({ conversationId, ...message }) =>
    told("message.received", {
      conversation_id: conversationId,
      message_id: message.messageId,
      channel: message.channel,
      address: message.address,
      name: message.name,
      text: message.text,
      choice_id: message.choiceId,
      attachments: message.attachments,
    }),
  ),
  replySent: source("webhooks-reply-sent", replySent, ({ conversationId, turnId, channel, operator, messages }) =>
    told("message.sent", {
      conversation_id: conversationId,
      turn_id: turnId,
      channel,
      by: operator === null ? "agent" : "operator",
      operator,
      messages: messages.map(({ messageId, text }) => ({ message_id: messageId, text })),
    }),
  ),
  messageSettled: source("webhooks-message-settled", messageSettled, (settled) =>
    told("message.settled", {
      conversation_id: settled.conversationId,
      request_id: settled.requestId,
      message_id: settled.messageId,
      origin: settled.origin,
      outcome: settled.outcome,
      reason: settled.reason,
      until: settled.until,
    }),
  ),
  deliveryReported: source("webhooks-delivery-reported", deliveryReported, (report) =>
    told("message.delivery_updated", {
      conversation_id: report.conversationId,
      turn_id: report.turnId,
      message_id: report.messageId,
      status: report.status,
      error_code: report.errorCode,
    }),
  ),
  opened: source("webhooks-conversation-opened", conversationOpened, ({ conversationId, customerId, ...opened }) =>
    told("conversation.opened", { conversation_id: conversationId, customer_id: customerId, ...opened }),
  ),
  escalated: source("webhooks-conversation-escalated", conversationEscalated, ({ conversationId, ...escalation }) =>
    told("conversation.escalated", { conversation_id: conversationId, ...escalation }),
  ),
  handoffChanged: source("webhooks-handoff-changed", handoffChanged, ({ conversationId, change, operator, to }) => {
    const data = { conversation_id: conversationId, operator };
    return change === "transferred"
      ? told("conversation.transferred", {
          ...data,
          to_operator: to?.operator ?? null,
          to_department: to?.department ?? null,
        })
      : told(`conversation.${change}`, data);
  }),
  closed: source("webhooks-conversation-closed", conversationClosed, ({ conversationId, ...closed }) =>
    told("conversation.closed", { conversation_id: conversationId, ...closed }),
  ),
  survey: source("webhooks-survey-completed", surveyCompleted, (survey) =>
    told("survey.ended", {
      conversation_id: survey.conversationId,
      survey_id: survey.surveyId,
      status: survey.status,
      customer_id: survey.customerId,
      questions: survey.questions.map(({ id, text }) => ({ id, text })),
      answers: survey.answers.map(({ questionId, at: _at, ...answer }) => ({ question_id: questionId, ...answer })),
    }),
  ),
  booking: source("webhooks-callback-requested", callbackRequested, (booking) =>
    told("booking.requested", {
      conversation_id: booking.conversationId,
      request_id: booking.requestId,
      kind: booking.kind,
      at: booking.at,
      time_zone: booking.timeZone,
      customer_id: booking.customerId,
      reason: booking.reason,
    }),
  ),
  paymentRequested: source("webhooks-payment-requested", paymentRequested, (payment) =>
    told("payment.requested", { ...paymentData(payment), method: payment.method }),
  ),
  payment: source("webhooks-payment-settled", paymentSettled, (payment) =>
    told("payment.settled", { ...paymentData(payment), status: payment.status }),
  ),
  paymentNotMade: source("webhooks-payment-not-made", paymentNotMade, (payment) =>
    told("payment.failed", { ...paymentData(payment), status: payment.status }),
  ),
  paymentNeedsPerson: source("webhooks-payment-needs-person", paymentNeedsPerson, (payment) =>
    told("payment.needs_person", { ...paymentData(payment), kind: payment.kind }),
  ),
  // What staff recorded is told by `opt-out-changed`, once for the customer and not for each conversation.
  optOut: source("webhooks-opt-out-reported", optOutReported, ({ conversationId, channel, wording, ended }) =>
    ended === undefined ? told("contact.opted_out", { conversation_id: conversationId, channel, wording }) : undefined,
  ),
  optOutChanged: source("webhooks-opt-out-changed", optOutChanged, (change) => {
    const { conversationId, customerId, channel, optedOut, wording } = change;
    const data = { ...inConversation(conversationId), customer_id: customerId, channel, wording };
    return { ...told(optedOut ? "contact.opted_out" : "contact.opted_in", data), customerId };
  }),
  consent: source("webhooks-consent-changed", consentChanged, ({ conversationId, customerId, ...consent }) => ({
    ...told("consent.changed", { ...inConversation(conversationId), customer_id: customerId, ...consent }),
    customerId,
  })),
  erasure: source("webhooks-erasure-done", erasureDone, ({ erasureId, at }) =>
    told("contact.erased", { customer_id: erasureId, at }),
  ),
  researchTask: source("webhooks-research-task-reminded", researchTaskReminded, (reminder) =>
    told(reminder.stage === "late" ? "research.task_late" : "research.task_reminded", {
      task_id: reminder.taskId,
      research_id: reminder.runId,
      business: reminder.business,
      question: reminder.question,
      status: reminder.status,
      assignee: reminder.assignee,
      due_at: reminder.dueAt,
      at: reminder.at,
    }),
  ),
  researchTasks: source("webhooks-research-tasks-settled", researchTasksSettled, ({ runId, ...settled }) =>
    told("research.tasks_finished", { research_id: runId, ...settled }),
  ),
  proposalAccepted: source("webhooks-proposal-accepted", proposalAccepted, (proposal) =>
    told("proposal.accepted", {
      proposal_id: proposal.proposalId,
      pricing_id: proposal.pricingId,
      pricing_version: proposal.pricingVersion,
      title: proposal.title,
      hash: proposal.hash,
      currency: proposal.currency,
      total_minor: proposal.totalMinor,
      at: proposal.at,
    }),
  ),
  campaignEnded: source("webhooks-campaign-ended", campaignEnded, ({ campaignId, ...campaign }) =>
    told("campaign.ended", { campaign_id: campaignId, ...campaign }),
  ),
  disabled: source("webhooks-endpoint-disabled", webhookEndpointDisabled, ({ endpointId, ...disabled }) =>
    told("endpoint.disabled", { endpoint_id: endpointId, ...disabled }),
  ),
};

function source<T>(step: string, on: EventType<T>, tell: WebhookSource<T>["tell"]): WebhookSource<T> {
  return { step, on, tell };
}

function told<Name extends WebhookEventName>(
  type: Name,
  data: WebhookData<Name>,
): Extract<Told, { readonly type: Name }> {
  return { type, data } as unknown as Extract<Told, { readonly type: Name }>;
}

function inConversation(conversationId: string | null): { readonly conversation_id?: string } {
  return conversationId === null ? {} : { conversation_id: conversationId };
}

function paymentData(payment: {
  readonly conversationId: string;
  readonly paymentId: string;
  readonly customerId: string;
  readonly amountMinor: number;
  readonly currency: string;
}) {
  return {
    conversation_id: payment.conversationId,
    payment_id: payment.paymentId,
    customer_id: payment.customerId,
    amount_minor: payment.amountMinor,
    currency: payment.currency,
  };
}
