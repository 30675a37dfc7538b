import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { changeTicket, getTicket, listTickets, maxComments, type Ticket } from "../../../shared/tools/tickets.ts";

const Status = z.enum(["open", "pending", "solved"]);
const ById = z.object({ id: z.string().min(1).max(64) });

export const TicketView = z
  .object({
    id: z.string(),
    status: Status,
    subject: z.string().describe("What it is about."),
    description: z.string().describe("What the customer needs."),
    priority: z.string(),
    escalated: z.boolean().describe("True when it needs attention at once."),
    customer_id: z.string(),
    conversation_id: z.string(),
    external_id: z.string().nullable(),
    error_code: z.string().nullable(),
    assigned_to: z.string().nullable(),
    comments: z
      .array(z.object({ by: z.string(), at: z.string(), text: z.string() }))
      .describe("What staff noted, oldest first."),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Ticket" });

const common = { tag: "Tickets", permission: "conversations:operate" } as const;
const notFound = { 404: ["ticket-not-found"] };

/** The tickets that tools and handoffs left for the tenant's staff. */
export function ticketRoutes({ documents, now }: { readonly documents: Documents; readonly now: () => Date }) {
  /** @throws Problem 404 for a ticket that is not there */
  function existing(ticket: Ticket | undefined, id: string): Ticket {
    if (ticket === undefined) throw new Problem(404, "ticket-not-found", `There is no ticket "${id}".`);
    return ticket;
  }
  const change = async (tenantId: TenantId, id: string, next: (ticket: Ticket) => Ticket) =>
    existing(await changeTicket(documents, tenantId, id, next), id);
  return [
    route({
      ...common,
      permission: "conversations:read",
      method: "GET",
      path: "/v1/tickets",
      operationId: "listTickets",
      summary: "List tickets, newest first",
      description: "What tools and handoffs left for people, with the help desk's number where it has the ticket too.",
      query: Paging.extend({ status: Status.optional() }),
      reply: pageOf(TicketView),
      async handle({ identity: { tenantId }, query: { status, limit, cursor } }) {
        const page = await listTickets(documents, tenantId, { ...(status ? { status } : {}), limit, cursor });
        return { status: 200, body: toPage(page, ticketView) };
      },
    }),
    route({
      ...common,
      permission: "conversations:read",
      method: "GET",
      path: "/v1/tickets/:id",
      operationId: "getTicket",
      summary: "Get a ticket with its comments",
      description: "A ticket and what staff noted on it.",
      problems: notFound,
      params: ById,
      reply: TicketView,
      async handle({ identity: { tenantId }, params }) {
        return { status: 200, body: ticketView(existing(await getTicket(documents, tenantId, params.id), params.id)) };
      },
    }),
    route({
      ...common,
      method: "PATCH",
      path: "/v1/tickets/:id",
      operationId: "updateTicket",
      summary: "Change a ticket's state, or who has it",
      description: "Changes what is given. A help desk that has the ticket too is not told.",
      problems: notFound,
      example: { status: "pending", assigned_to: "asha" },
      params: ById,
      body: z
        .object({ status: Status.optional(), assigned_to: z.string().trim().min(1).max(100).nullable().optional() })
        .refine((body) => Object.values(body).some((value) => value !== undefined), "must change something"),
      reply: TicketView,
      async handle({ identity: { tenantId }, params, body }) {
        const { status, assigned_to } = body;
        const next = await change(tenantId, params.id, (ticket) => ({
          ...ticket,
          status: status ?? ticket.status,
          assignedTo: assigned_to === undefined ? ticket.assignedTo : assigned_to,
          updatedAt: now().toISOString(),
        }));
        return { status: 200, body: ticketView(next) };
      },
    }),
    route({
      ...common,
      method: "POST",
      path: "/v1/tickets/:id/comments",
      operationId: "addTicketComment",
      summary: "Note something on a ticket",
      description: "Staff read it, the customer does not. A ticket has up to 50 comments.",
      problems: { ...notFound, 409: ["ticket-full"] },
      example: { text: "Called, no answer. Tries again at four." },
      status: 201,
      params: ById,
      body: z.object({ text: z.string().trim().min(1).max(2_000) }),
      reply: TicketView,
      async handle({ identity: { tenantId, subject }, params, body }) {
        const comment = { by: subject, at: now().toISOString(), text: body.text };
        const next = await change(tenantId, params.id, (ticket) => {
          if (ticket.comments.length >= maxComments)
            throw new Problem(409, "ticket-full", `A ticket has at most ${maxComments} comments.`);
          return { ...ticket, comments: [...ticket.comments, comment], updatedAt: comment.at };
        });
        return { status: 201, body: ticketView(next) };
      },
    }),
  ];
}

function ticketView(ticket: Ticket): z.infer<typeof TicketView> {
  const { id, status, subject, description, priority, escalated, comments } = ticket;
  return {
    id,
    status,
    subject,
    description,
    priority,
    escalated,
    comments,
    customer_id: ticket.customerId,
    conversation_id: ticket.conversationId,
    external_id: ticket.externalId,
    error_code: ticket.errorCode,
    assigned_to: ticket.assignedTo,
    created_at: ticket.createdAt,
    updated_at: ticket.updatedAt ?? ticket.createdAt,
  };
}
