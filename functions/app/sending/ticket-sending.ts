import { type ZendeskDependencies, type ZendeskReport, zendeskSender } from "../../../shared/integrations/zendesk.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { Sender } from "../../../shared/runtime/outbox.ts";

/** Sends tickets to the help desk, and notes its number on the product's own ticket, where staff look for it. */
export function ticketSending(
  zendesk: ZendeskDependencies,
  { documents, now }: { readonly documents: Documents; readonly now: () => Date },
): Sender {
  const send = zendeskSender(zendesk);
  return async (ticket): Promise<ZendeskReport> => {
    const [report, { recordInHelpDesk }] = await Promise.all([
      send(ticket),
      import("../../../shared/tools/tickets.ts"),
    ]);
    await recordInHelpDesk(documents, ticket.tenantId, { ...report, now: now() });
    return report;
  };
}
