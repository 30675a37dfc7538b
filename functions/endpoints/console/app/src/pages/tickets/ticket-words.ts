import { m } from "#messages";

/** What each state of a ticket is called, and how it looks. */
export const ticketStatuses = {
  open: { name: m.ticket_open, tone: "warning" },
  pending: { name: m.ticket_pending, tone: "active" },
  solved: { name: m.ticket_solved, tone: "good" },
} as const;

export type TicketStatus = keyof typeof ticketStatuses;
export const statuses = Object.keys(ticketStatuses) as readonly TicketStatus[];

export const statusOptions = statuses.map((value) => ({ value, label: ticketStatuses[value].name }));
