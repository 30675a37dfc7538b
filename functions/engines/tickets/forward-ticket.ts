import { z } from "zod";
import type { TenantConfig } from "../../../shared/config/index.ts";
import { type TicketCreated, ticketCreated } from "../../../shared/events/index.ts";
import {
  createInZendesk,
  type ZendeskDependencies,
  type ZendeskReport,
  zendeskAccountOf,
} from "../../../shared/integrations/zendesk.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { byConversation } from "../../../shared/platform/personal-data.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { step } from "../../../shared/runtime/step.ts";
import { getTicket, recordInHelpDesk } from "../../../shared/tools/tickets.ts";

const Forward = z.object({
  ticketId: z.string(),
  conversationId: z.string(),
  externalId: z.string().nullable(),
  errorCode: z.string().nullable(),
  at: z.string(),
});

/** What came of bringing a ticket into the tenant's help desk, by the ticket's id. */
export const ticketForwards = ownedDocument<z.infer<typeof Forward>>({
  name: "ticket-forwards",
  state: Forward,
  indexes: [["conversationId"]],
  confidential: false,
  personal: { fields: ["state.externalId"], find: byConversation("state.conversationId") },
});

const timeoutMs = 15_000;

/**
 * Brings a ticket into the tenant's help desk where the tool that left it could not, for as long as steps are retried.
 * Zendesk creates one ticket for a number, however often it is asked.
 */
export function forwardTicketStep(dependencies: {
  readonly documents: Documents;
  readonly zendesk: ZendeskDependencies;
  /** Undefined when the tenant has no configuration any more. */
  activeConfig(tenantId: TenantId): Promise<TenantConfig | undefined>;
}) {
  const { documents, zendesk, activeConfig } = dependencies;
  return step<TicketCreated, z.infer<typeof Forward>, ZendeskReport | undefined>({
    name: "tickets-forward",
    on: ticketCreated,
    document: ticketForwards,
    documentId: (event) => event.data.ticketId,

    async gather(known, { tenantId, data }, { log, now, effect }) {
      const ticket = await getTicket(documents, tenantId, data.ticketId);
      const config = await activeConfig(tenantId);
      const account = config && zendeskAccountOf(config.integrations.available);
      if (known || !ticket || !account || ticket.externalId !== null || ticket.errorCode !== null) return undefined;
      const { id: ticketId, conversationId, subject, description } = ticket;
      const given = { ticketId, conversationId, subject, description, priority: data.priority, account };
      const report = await effect(
        "zendesk",
        () => createInZendesk(zendesk, { tenantId, ticket: given, log, timeoutMs }),
        { policy: "repeat" },
      );
      await recordInHelpDesk(documents, tenantId, { ...report, now });
      return report;
    },

    decide(known, { data }, report, now) {
      if (known || !report) return undefined;
      const { ticketId, conversationId } = data;
      const { externalId, errorCode } = report;
      return { document: { ticketId, conversationId, externalId, errorCode, at: now.toISOString() } };
    },
  });
}
