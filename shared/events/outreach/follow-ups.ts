import { z } from "zod";
import { Content, TemplateUse } from "../conversation/content.ts";
import { ChannelType } from "../conversation/conversation.ts";
import { eventType } from "../event-type.ts";
import { Purpose, Recipient } from "./messages.ts";

export const FollowUpKind = z.literal(["retargeting", "callback", "reminder", "survey"]);
export type FollowUpKind = z.infer<typeof FollowUpKind>;

/** A later message to a customer, and the conditions under which it is still wanted. */
export const FollowUpWish = z.object({
  kind: FollowUpKind,
  /** The subject: the trigger's condition, the survey's id, or the appointment. */
  condition: z.string(),
  purpose: Purpose,
  /** The conversation it refers to, which is checked when the follow-up is due; null when there is none yet. */
  conversationId: z.string().nullable(),
  /** The recipient. Its `channel` may differ from the conversation's. */
  recipient: Recipient,
  /** The tenant's preferred channel; the recipient's own where the customer cannot be reached there. */
  channel: ChannelType,
  content: Content,
  /** Unknown placeholders in the content. A message that has any is withheld. */
  unknownPlaceholders: z.array(z.string()).optional(),
  template: TemplateUse.nullable(),
  dueAt: z.string(),
  /** Only while the customer's booking with this id is still open in the conversation; null for no such condition. */
  whileBooking: z.string().nullable(),
  /** Only after the customer has been silent for this long; checked again until then. 0 means at once. */
  silentForSeconds: z.number().int().min(0),
  /** Not if the customer has written since this ISO time; null for no such condition. */
  unlessWrittenSince: z.string().nullable(),
  configName: z.string().nullable(),
});

/**
 * A follow-up with a customer is wanted. A repeat with the same `followUpId` changes nothing, except that a different
 * `dueAt` moves a follow-up that is not done yet.
 */
export const followUpRequested = eventType(
  "follow-up-requested",
  /** `followUpId` is derived from the cause, so that a repeated cause creates one follow-up. */
  FollowUpWish.extend({ followUpId: z.string() }),
);
export type FollowUpRequested = z.infer<typeof followUpRequested.schema>;

/**
 * The follow-up is no longer wanted, for example because the appointment was cancelled. One that is already done stays
 * done.
 */
export const followUpWithdrawn = eventType(
  "follow-up-withdrawn",
  z.object({ followUpId: z.string(), reason: z.string() }),
);
export type FollowUpWithdrawn = z.infer<typeof followUpWithdrawn.schema>;

/** A follow-up is due. `look` numbers its checks; an earlier one is void. */
export const followUpDue = eventType(
  "follow-up-due",
  z.object({ followUpId: z.string(), look: z.number().int().min(1) }),
);
export type FollowUpDue = z.infer<typeof followUpDue.schema>;

/** The time that a customer named for a call has come, so a person must be found now. */
export const callbackDue = eventType(
  "callback-due",
  z.object({ conversationId: z.string(), followUpId: z.string(), reason: z.string() }),
);
export type CallbackDue = z.infer<typeof callbackDue.schema>;

/** A session may have been idle long enough to be closed. `timerId` distinguishes the timer from earlier ones. */
export const conversationIdleDue = eventType(
  "conversation-idle-due",
  z.object({ conversationId: z.string(), timerId: z.string() }),
);
export type ConversationIdleDue = z.infer<typeof conversationIdleDue.schema>;

/**
 * A conversation ended: nobody wrote for as long as the tenant waits. Everything that depends on the end reacts to
 * this.
 */
export const conversationClosed = eventType(
  "conversation-closed",
  z.object({ conversationId: z.string(), reason: z.string(), at: z.string() }),
);
export type ConversationClosed = z.infer<typeof conversationClosed.schema>;

/** A tool ordered tests at the client's laboratory. */
export const LabOrderPlaced = z.object({
  orderKey: z.string(),
  /** The laboratory's id. */
  orderId: z.string(),
  /** The integration's name. */
  integration: z.string(),
  customerId: z.string(),
  conversationId: z.string(),
  tests: z.array(z.string()),
  placedAt: z.string(),
});
export type LabOrderPlaced = z.infer<typeof LabOrderPlaced>;
export const labOrderPlaced = eventType("lab-order-placed", LabOrderPlaced);

/** It is time to look whether an order's results are there. */
export const labOrderDue = eventType("lab-order-due", z.object({ orderKey: z.string(), check: z.number().int() }));
export type LabOrderDue = z.infer<typeof labOrderDue.schema>;

/** A tool made or moved a booking in a conversation. Published where the tenant measures bookings. */
export const bookingMade = eventType(
  "booking-made",
  z.object({
    conversationId: z.string(),
    /** The tenant's id of the booking, or the turn's. */
    ref: z.string(),
    at: z.string(),
  }),
);
export type BookingMade = z.infer<typeof bookingMade.schema>;
