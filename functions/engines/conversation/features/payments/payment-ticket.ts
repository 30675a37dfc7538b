import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { type PaymentNeedsPerson, paymentNeedsPerson } from "../../../../../shared/events/index.ts";
import { amountText } from "../../../../../shared/payments/amount.ts";
import { describeLines } from "../../../../../shared/payments/catalogue.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import { newTicket, type Ticket } from "../../../../../shared/tools/tickets.ts";
import type { Conversation } from "../../conversation.ts";
import { logEntry } from "../../handoff/log.ts";
import { leaveTicket, ticketIdOf } from "../../handoff/tickets/ticket.ts";
import { zendeskTicketFor } from "../../handoff/tickets/zendesk-ticket.ts";
import type { NoState } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";

/**
 * A payment that a person has to look at becomes one ticket, in the tenant's help desk as well, and a note that operators'
 * screens show. The agent knows of it and goes on answering: a bank's question to the tenant must not make the chat fall silent.
 */
export function paymentTicketStep(dependencies: Pick<StepDependencies<NoState>, "config" | "conversations">) {
  return step<PaymentNeedsPerson, Conversation, TenantConfig | undefined>({
    name: "conversation-payment-ticket",
    on: paymentNeedsPerson,
    sends: true,
    document: dependencies.conversations,
    documentId: (event) => event.data.conversationId,
    exclusive: false,

    async gather(conversation, { tenantId, data }, { log }) {
      log.warn({ payment: data.paymentId, kind: data.kind }, "a payment needs a person");
      if (!conversation) return undefined;
      return dependencies.config(tenantId, conversation.config.name, conversation.config.version);
    },

    decide(before, { id, data }, config, now) {
      if (!before || !config) return undefined;
      const ticket = ticketFor(data, deriveId(id, "payment-ticket"), now);
      const context = { ...before.context, payment: factOf(data) };
      const at = now.toISOString();
      const document = { ...before, context, updatedAt: at };
      const text = `${ticket.subject}\n${ticket.description}`;
      return {
        document,
        writes: [leaveTicket(ticket), logEntry(document, { eventId: id, kind: "note", at, text })],
        send: zendeskTicketFor(ticket, config),
      };
    },
  });
}

function ticketFor(data: PaymentNeedsPerson, id: string, now: Date): Ticket {
  const { kind, paymentId, customerId, conversationId, detail } = data;
  const isDispute = kind === "dispute";
  const what = isDispute ? "Dispute of" : "Partial refund of";
  return newTicket({
    id: ticketIdOf(id),
    status: "open",
    subject: `${what} ${amountText(data.amountMinor, data.currency)}, payment ${paymentId}`,
    description: [
      `Paid for: ${describeLines(data.lines)}`,
      ...(detail === null ? [] : [`The provider says: ${detail}`]),
      isDispute ? "Answer it with the provider in time." : "See whether what is left is still right.",
    ].join("\n"),
    priority: isDispute ? "urgent" : "medium",
    escalated: isDispute,
    customerId,
    conversationId,
    createdAt: now.toISOString(),
  });
}

/** What the agent knows of it. */
function factOf({ kind, amountMinor, currency, lines }: PaymentNeedsPerson): string {
  const word = kind === "dispute" ? "disputed" : "partly refunded";
  return `${word}: ${amountText(amountMinor, currency)} for ${describeLines(lines)}`;
}
