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

/** A help desk operator's action that affects the conversation. */
export interface DeskAction {
  readonly eventId: string;
  /** From the ticket's external id; null if the id contains only the conversation. */
  readonly tenantId: string | null;
  readonly conversationId: string;
  readonly operator: string;
  readonly action: "reply" | "resolve";
  readonly text: string | null;
}

/** Reads an event. Empty for tickets we did not create and for irrelevant events. */
export function readDeskEvent(given: unknown): readonly DeskAction[] {
  const read = TicketEvent.safeParse(given);
  const about = ticketOf(read.data?.detail.external_id);
  if (!read.success || !about) return [];
  const { type, id, detail, event } = read.data;
  const { comment } = event;
  const act = (eventId: string, by: string, action: DeskAction["action"], text: string | null): DeskAction => ({
    ...about,
    eventId,
    operator: `zendesk:${by.slice(0, 60)}`,
    action,
    text,
  });
  if (type === "zen:event-type:ticket.comment_added" && comment) {
    const { author, body, is_public } = comment;
    if (!is_public || !author.is_staff || body.trim() === "") return [];
    // The id depends on the comment, so that a comment reported by several events is sent once.
    const reply = act(`comment ${comment.id}`, author.id, "reply", body);
    // Events arrive in any order. A last comment that arrives after SOLVED must not reopen the conversation.
    return isSolved(detail.status) ? [reply, act(`comment ${comment.id} solved`, author.id, "resolve", null)] : [reply];
  }
  if (type === "zen:event-type:ticket.status_changed" && isSolved(event.current))
    return [act(id, detail.actor_id ?? "unknown", "resolve", null)];
  return [];
}

/** Zendesk sends CLOSED automatically days later, when the customer may have another request. */
function isSolved(status: string | null | undefined): boolean {
  return status?.toUpperCase() === "SOLVED";
}

/** Parses `client_123:<conversation>` or only the conversation's id: 22 characters of base64url (runtime/ids.ts). */
function ticketOf(externalId: string | null | undefined): Pick<DeskAction, "tenantId" | "conversationId"> | undefined {
  const [, tenantId, conversationId] = /^(?:([a-z0-9_-]+):)?([\w-]{22})$/.exec(externalId ?? "") ?? [];
  if (conversationId === undefined) return undefined;
  return { tenantId: TenantId.safeParse(tenantId).data ?? null, conversationId };
}
