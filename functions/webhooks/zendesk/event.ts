import { z } from "zod";
import { TenantId } from "../../../shared/platform/tenant.ts";

/** Zendesk docs, "Webhook event types: ticket events". Only the fields used. */
const TicketEvent = z.object({
  type: z.string(),
  id: z.string().min(1).max(200),
  detail: z.object({ external_id: z.string().nullish(), actor_id: z.string().nullish() }),
  event: z.object({
    current: z.string().nullish(),
    comment: z
      .object({
        id: z.string(),
        body: z.string(),
        is_public: z.boolean(),
        author: z.object({ id: z.string(), is_staff: z.boolean() }),
      })
      .optional(),
  }),
});

/** What a person did in the help desk that the customer is to hear of. */
export interface DeskAct {
  readonly eventId: string;
  /** As the ticket's external id says it; null where it names the conversation alone. */
  readonly tenantId: string | null;
  readonly conversationId: string;
  readonly operator: string;
  readonly action: "reply" | "resolve";
  readonly text: string | null;
}

/** Undefined for tickets we did not make, and for what a customer need not hear of. */
export function readDeskEvent(given: unknown): DeskAct | undefined {
  const read = TicketEvent.safeParse(given);
  const about = ticketOf(read.data?.detail.external_id);
  if (!read.success || !about) return undefined;
  const { type, id, detail, event } = read.data;
  const { comment } = event;
  if (type === "zen:event-type:ticket.comment_added" && comment) {
    if (!comment.is_public || !comment.author.is_staff || comment.body.trim() === "") return undefined;
    // A comment is said once, whatever else tells of it.
    return {
      ...about,
      eventId: `comment ${comment.id}`,
      operator: deskOperator(comment.author.id),
      action: "reply",
      text: comment.body,
    };
  }
  // CLOSED comes days later by itself, when the customer may be talking about something else.
  if (type === "zen:event-type:ticket.status_changed" && event.current?.toUpperCase() === "SOLVED")
    return {
      ...about,
      eventId: id,
      operator: deskOperator(detail.actor_id ?? "unknown"),
      action: "resolve",
      text: null,
    };
  return undefined;
}

function deskOperator(id: string): string {
  return `zendesk:${id.slice(0, 60)}`;
}

/** `client_123:<conversation>`, or the conversation's id alone: 22 characters of base64url (runtime/ids.ts). */
function ticketOf(externalId: string | null | undefined): Pick<DeskAct, "tenantId" | "conversationId"> | undefined {
  const [, tenantId, conversationId] = /^(?:([a-z0-9_-]+):)?([\w-]{22})$/.exec(externalId ?? "") ?? [];
  if (conversationId === undefined) return undefined;
  return { tenantId: TenantId.safeParse(tenantId).data ?? null, conversationId };
}
