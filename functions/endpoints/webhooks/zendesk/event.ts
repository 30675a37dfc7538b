import { z } from "zod";
import { TenantId } from "../../../../shared/platform/tenant.ts";

/** Zendesk docs, "Webhook event types: ticket events". Only the fields used. */
const TicketEvent = z.object({
  type: z.string(),
  id: z.string().min(1).max(200),
  detail: z.object({
    external_id: z.string().nullish(),
    actor_id: z.string().nullish(),
    status: z.string().nullish(),
  }),
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

/** None for tickets we did not make, and for what a customer need not hear of. */
export function readDeskEvent(given: unknown): readonly DeskAct[] {
  const read = TicketEvent.safeParse(given);
  const about = ticketOf(read.data?.detail.external_id);
  if (!read.success || !about) return [];
  const { type, id, detail, event } = read.data;
  const { comment } = event;
  const act = (eventId: string, by: string, action: DeskAct["action"], text: string | null): DeskAct => ({
    ...about,
    eventId,
    operator: `zendesk:${by.slice(0, 60)}`,
    action,
    text,
  });
  if (type === "zen:event-type:ticket.comment_added" && comment) {
    const { author, body, is_public } = comment;
    if (!is_public || !author.is_staff || body.trim() === "") return [];
    // A comment is said once, whichever event tells of it.
    const reply = act(`comment ${comment.id}`, author.id, "reply", body);
    // Events come in any order: a last word that arrives after SOLVED must not open the conversation again.
    return isSolved(detail.status) ? [reply, act(`comment ${comment.id} solved`, author.id, "resolve", null)] : [reply];
  }
  if (type === "zen:event-type:ticket.status_changed" && isSolved(event.current))
    return [act(id, detail.actor_id ?? "unknown", "resolve", null)];
  return [];
}

/** CLOSED comes days later by itself, when the customer may be talking about something else. */
function isSolved(status: string | null | undefined): boolean {
  return status?.toUpperCase() === "SOLVED";
}

/** `client_123:<conversation>`, or the conversation's id alone: 22 characters of base64url (runtime/ids.ts). */
function ticketOf(externalId: string | null | undefined): Pick<DeskAct, "tenantId" | "conversationId"> | undefined {
  const [, tenantId, conversationId] = /^(?:([a-z0-9_-]+):)?([\w-]{22})$/.exec(externalId ?? "") ?? [];
  if (conversationId === undefined) return undefined;
  return { tenantId: TenantId.safeParse(tenantId).data ?? null, conversationId };
}
