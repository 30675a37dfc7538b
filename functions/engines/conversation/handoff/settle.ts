import { z } from "zod";
import type { Handoff } from "./state.ts";

/** What the sender of tickets reports. */
const TicketReport = z.object({
  ticketId: z.string(),
  externalId: z.string().nullable(),
  errorCode: z.string().nullable(),
});

/** The help desk's numbers of the tickets a handoff left, as the senders report them. Other reports are left alone. */
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
