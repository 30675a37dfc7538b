import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { type ZendeskTicket, zendeskAccountOf, zendeskTicketKind } from "../../../../../shared/integrations/zendesk.ts";
import type { Send } from "../../../../../shared/runtime/step.ts";
import type { Ticket } from "../../../../../shared/tools/tickets.ts";

/** Sends a ticket to the tenant's Zendesk, if one is configured. */
export function zendeskTicketFor(ticket: Ticket, config: TenantConfig): Send[] {
  const account = zendeskAccountOf(config.integrations.available);
  if (account === undefined) return [];
  const { id: ticketId, conversationId, subject, description, priority } = ticket;
  const payload: ZendeskTicket = { ticketId, conversationId, subject, description, priority, account };
  return [{ id: `${ticket.id}.zendesk`, kind: zendeskTicketKind, payload }];
}
