import { z } from "zod";
import { eventType } from "../event-type.ts";
import { ChannelType } from "./conversation.ts";

/**
 * A handoff needs attention: an operator must be found, or the assigned one has not answered in time. Void when the
 * handoff has moved on from `attempt`.
 */
export const handoffDue = eventType(
  "handoff-due",
  z.object({
    conversationId: z.string(),
    handoffId: z.string(),
    attempt: z.number().int(),
    /**
     * An operator has capacity now. The conversation is offered to them, and nothing else happens if they may not have
     * it.
     */
    offer: z.boolean(),
  }),
);
export type HandoffDue = z.infer<typeof handoffDue.schema>;

/** An operator came, left or has capacity for another conversation. Waiting conversations may be offered to them. */
export const operatorChanged = eventType(
  "operator-changed",
  z.object({
    operatorId: z.string(),
    /** Null when only their load changed. */
    change: z
      .object({
        presence: z.literal(["online", "away", "offline"]),
        /** ISO time. Without a further sign of life, they count as offline from then on. */
        until: z.string(),
        /** What the operator is called, where their account tells. */
        name: z.string().optional(),
      })
      .nullable(),
  }),
);
export type OperatorChanged = z.infer<typeof operatorChanged.schema>;

/** A conversation that an operator put off is due again. Void when it was woken or put off anew since. */
export const snoozeEnded = eventType("snooze-ended", z.object({ conversationId: z.string(), snoozeId: z.string() }));
export type SnoozeEnded = z.infer<typeof snoozeEnded.schema>;

/** A customer is to be called back or given an appointment, at the named time where `at` is not null. */
export const callbackRequested = eventType(
  "callback-requested",
  z.object({
    /** One request is one call, however often it is reported. */
    requestId: z.string(),
    conversationId: z.string(),
    kind: z.literal(["callback", "appointment"]),
    /** ISO time with the zone's offset; null when the customer has not named one yet. */
    at: z.string().nullable(),
    timeZone: z.string(),
    customerId: z.string(),
    channel: ChannelType,
    address: z.string(),
    reason: z.string(),
    department: z.string().nullable(),
    /** The tenant's ticket about it, if there is one. */
    ticketId: z.string().nullable(),
  }),
);
export type CallbackRequested = z.infer<typeof callbackRequested.schema>;

/** A tool left a ticket. It also belongs in the tenant's help desk, if there is one. */
export const ticketCreated = eventType(
  "ticket-created",
  z.object({ ticketId: z.string(), conversationId: z.string(), priority: z.string(), escalated: z.boolean() }),
);
export type TicketCreated = z.infer<typeof ticketCreated.schema>;
