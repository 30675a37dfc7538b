import { createHash } from "node:crypto";
import { z } from "zod";
import { absent, type Collection, type Documents, type Page, put, VersionConflict } from "../platform/documents.ts";
import { byConversation } from "../platform/personal-data.ts";
import type { TenantId } from "../platform/tenant.ts";

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
});
export type Ticket = z.infer<typeof Ticket>;

export const tickets: Collection<Ticket> = {
  name: "tickets",
  schema: Ticket,
  indexes: [["createdAt"], ["status", "createdAt desc"], ["conversationId", "createdAt desc"]],
  confidential: true,
  personal: {
    fields: ["subject", "description"],
    find: byConversation("conversationId", "createdAt desc"),
  },
};

/** Creates the ticket of this idempotency key, or returns the existing one. */
export async function createTicket(
  documents: Documents,
  tenantId: TenantId,
  idempotencyKey: string,
  ticket: Omit<Ticket, "id">,
): Promise<Ticket> {
  const id = `T-${createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 12).toUpperCase()}`;
  try {
    await documents.commit(tenantId, [put(tickets, id, { id, ...ticket }, { ifVersion: absent })]);
    return { id, ...ticket };
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
