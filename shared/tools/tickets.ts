import { createHash } from "node:crypto";
import { z } from "zod";
import { absent, type Collection, type Documents, type Page, put, VersionConflict } from "../platform/documents.ts";
import { byConversation } from "../platform/personal-data.ts";
import type { TenantId } from "../platform/tenant.ts";
import { retryConflicts } from "../platform/version-conflicts.ts";

/** What staff noted. The customer does not see it. */
const TicketComment = z.object({ by: z.string(), at: z.string(), text: z.string() });

const Ticket = z.object({
  id: z.string(),
  status: z.literal(["open", "pending", "solved"]),
  subject: z.string(),
  description: z.string(),
  priority: z.string(),
  /** True when the ticket needs immediate attention. */
  escalated: z.boolean(),
  customerId: z.string(),
  conversationId: z.string(),
  createdAt: z.string(),
  /** The help desk's number, where it has the ticket too. */
  externalId: z.string().nullable().default(null),
  /** Why the help desk does not have it. */
  errorCode: z.string().nullable().default(null),
  assignedTo: z.string().nullable().default(null),
  comments: z.array(TicketComment).default([]),
  updatedAt: z.string().optional(),
});
export type Ticket = z.output<typeof Ticket>;
/** A new ticket: nobody has it, and no help desk. */
export type NewTicket = Omit<z.input<typeof Ticket>, "comments">;

export const tickets: Collection<Ticket> = {
  name: "tickets",
  schema: Ticket,
  indexes: [["createdAt"], ["status", "createdAt desc"], ["conversationId", "createdAt desc"]],
  confidential: true,
  personal: {
    fields: ["subject", "description", "comments"],
    find: byConversation("conversationId", "createdAt desc"),
  },
};

export function newTicket(given: NewTicket): Ticket {
  return Ticket.parse(given);
}

/** Creates the ticket of this idempotency key, or returns the existing one. */
export async function createTicket(
  documents: Documents,
  tenantId: TenantId,
  idempotencyKey: string,
  given: Omit<NewTicket, "id">,
): Promise<Ticket> {
  const id = `T-${createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 12).toUpperCase()}`;
  const ticket = newTicket({ id, ...given });
  try {
    await documents.commit(tenantId, [put(tickets, id, ticket, { ifVersion: absent })]);
    return ticket;
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    const existing = await getTicket(documents, tenantId, id);
    if (existing === undefined) throw error;
    return existing;
  }
}

export async function getTicket(documents: Documents, tenantId: TenantId, id: string): Promise<Ticket | undefined> {
  return (await documents.get(tenantId, tickets, id))?.data;
}

/** Newest first. */
export async function listTickets(
  documents: Documents,
  tenantId: TenantId,
  query: { readonly status?: Ticket["status"]; readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<Ticket>> {
  const page = await documents.query(tenantId, tickets, {
    ...(query.status === undefined ? {} : { where: [["status", "==", query.status]] }),
    orderBy: { field: "createdAt", direction: "desc" },
    limit: query.limit,
    cursor: query.cursor,
  });
  return { items: page.items.map((item) => item.data), nextCursor: page.nextCursor };
}

/**
 * Notes what the help desk made of a ticket; undefined when the ticket was erased meanwhile. Whoever else changes the
 * ticket at the same time is not overwritten.
 */
export async function recordInHelpDesk(
  documents: Documents,
  tenantId: TenantId,
  report: {
    readonly ticketId: string;
    readonly externalId: string | null;
    readonly errorCode: string | null;
    readonly now: Date;
  },
): Promise<Ticket | undefined> {
  const { ticketId, externalId, errorCode, now } = report;
  return changeTicket(documents, tenantId, ticketId, (ticket) => ({
    ...ticket,
    externalId: ticket.externalId ?? externalId,
    errorCode,
    updatedAt: now.toISOString(),
  }));
}

export const maxComments = 50;

/** Undefined when there is no such ticket. @throws VersionConflict when others keep changing it */
export async function changeTicket(
  documents: Documents,
  tenantId: TenantId,
  id: string,
  change: (ticket: Ticket) => Ticket,
): Promise<Ticket | undefined> {
  return retryConflicts(async () => {
    const stored = await documents.get(tenantId, tickets, id);
    if (stored === undefined) return undefined;
    const next = change(stored.data);
    await documents.commit(tenantId, [put(tickets, id, next, { ifVersion: stored.version })]);
    return next;
  });
}

const zendeskLevels = ["urgent", "high", "medium", "low"] as const;

/** A tenant's level as one of the four that help desks know: its own name, or else by its place in the list. Pure. */
export function zendeskPriority(level: string, levels: readonly string[]): string {
  const known = zendeskLevels.find((each) => each === level.toLowerCase());
  if (known !== undefined) return known;
  const place = Math.max(0, levels.indexOf(level)) / Math.max(1, levels.length - 1);
  return zendeskLevels[Math.round(place * (zendeskLevels.length - 1))] ?? "medium";
}
