import { TicketReport } from "../../../../shared/integrations/zendesk.ts";
import type { Handoff } from "./state.ts";

/** Adds the help desk's ticket numbers from the senders' reports to the handoff. Ignores other reports. */
export function withTicketReports(handoff: Handoff | null, results: readonly unknown[]): Handoff | null {
  const reports = results.flatMap((result) => {
    const report = TicketReport.safeParse(result);
    return report.success ? [report.data] : [];
  });
  if (!handoff?.unavailable || reports.length === 0) return handoff;
  const tickets = handoff.unavailable.tickets.map((ticket) => ({
    ...ticket,
    externalId: reports.find(({ ticketId }) => ticketId === ticket.id)?.externalId ?? ticket.externalId,
  }));
  return { ...handoff, unavailable: { ...handoff.unavailable, tickets } };
}

export function isTicketReport(result: unknown): boolean {
  return TicketReport.safeParse(result).success;
}
