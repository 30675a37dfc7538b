import type { TenantConfig } from "../../../../shared/config/index.ts";
import { crm } from "../../../../shared/integrations/crm.ts";
import { type ZendeskTicket, zendeskTicketKind } from "../../../../shared/integrations/zendesk.ts";
import type { Send } from "../../../../shared/runtime/step.ts";
import { secretName } from "../../../../shared/security/secret-reference.ts";
import type { Ticket } from "../../../../shared/tools/tickets.ts";

/** Sends a ticket to the tenant's Zendesk, if one is configured. */
export function zendeskTicketFor(ticket: Ticket, config: TenantConfig): Send[] {
  const integration = config.integrations.available.find(
    ({ name, type }) => type === crm.kind && /zendesk/i.test(name),
  );
  const account = crm.config.safeParse(integration?.config);
  if (!account.success || account.data.subdomain === undefined) return [];
  const { subdomain, email, api_key } = account.data;
  const payload: ZendeskTicket = {
    ticketId: ticket.id,
    conversationId: ticket.conversationId,
    subject: ticket.subject,
    description: ticket.description,
    priority: ticket.priority,
    account: { subdomain, email: email ?? null, apiKey: secretName(api_key) },
  };
  return [{ id: `${ticket.id}.zendesk`, kind: zendeskTicketKind, payload }];
}
