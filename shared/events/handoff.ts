import { z } from "zod";
import { ChannelType } from "./conversation.ts";
import { eventType } from "./event-type.ts";

/**
 * A handoff is to be looked after now: somebody is to be found for it, or whoever it was given to has not answered in
 * time. It is out of date, and does nothing, when the handoff has moved on from `attempt`.
 */
export const handoffDue = eventType(
  "handoff-due",
  z.object({
    conversationId: z.string(),
    handoffId: z.string(),
    attempt: z.number().int(),
    /** Somebody has room now: they are asked, and nothing else is done where they may not have it. */
    offer: z.boolean(),
  }),
);
export type HandoffDue = z.infer<typeof handoffDue.schema>;

/** An operator came, went or has room for another conversation: who waits may be offered to them. */
export const operatorChanged = eventType(
  "operator-changed",
  z.object({
    operatorId: z.string(),
    /** Null: only their load changed. */
    change: z
      .object({
        presence: z.literal(["online", "away", "offline"]),
        /** ISO time: without another word of theirs they count as offline from then on. */
        until: z.string(),
      })
      .nullable(),
  }),
);
export type OperatorChanged = z.infer<typeof operatorChanged.schema>;

/** A customer is to be called back (or given an appointment), at a time they named where `at` is not null. */
export const callbackRequested = eventType(
  "callback-requested",
  z.object({
    /** One request is one call, however often it is told. */
    requestId: z.string(),
    conversationId: z.string(),
    kind: z.literal(["callback", "appointment"]),
    /** ISO time with the zone's offset; null where the customer named none yet. */
    at: z.string().nullable(),
    timeZone: z.string(),
    customerId: z.string(),
    channel: ChannelType,
    address: z.string(),
    reason: z.string(),
    department: z.string().nullable(),
    /** Of the tenant's ticket about it, where there is one. */
    ticketId: z.string().nullable(),
  }),
);
export type CallbackRequested = z.infer<typeof callbackRequested.schema>;
