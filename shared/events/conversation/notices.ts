import { z } from "zod";
import { eventType } from "../event-type.ts";
import { CallCounts } from "../outreach/campaigns.ts";
import { ChannelType } from "./conversation.ts";

/** Facts that no part of the product acts on. The tenant's own servers are told of them (engines/webhooks). */

/** A customer's message began a session: the first one, one after the resolution, or one after a long silence. */
export const conversationOpened = eventType(
  "conversation-opened",
  z.object({ conversationId: z.string(), customerId: z.string(), channel: ChannelType, at: z.string() }),
);

/**
 * A customer's message was taken in the request that brought it, as on web chat. Others arrive as `message-received`
 * on the bus.
 */
export const chatMessageTaken = eventType(
  "chat-message-taken",
  z.object({
    conversationId: z.string(),
    messageId: z.string(),
    channel: ChannelType,
    address: z.string(),
    name: z.string().nullable(),
    text: z.string(),
    choiceId: z.string().nullable(),
    attachments: z.number().int(),
  }),
);

/** The agent or an operator answered a customer. Messages that the channel refused are left out. */
export const replySent = eventType(
  "reply-sent",
  z.object({
    conversationId: z.string(),
    turnId: z.string(),
    channel: ChannelType,
    /** Null for the agent. */
    operator: z.string().nullable(),
    messages: z.array(z.object({ messageId: z.string(), text: z.string() })),
  }),
);
export type ReplySent = z.infer<typeof replySent.schema>;

/** An operator took a conversation, passed it on, gave it back to the agent, or resolved it. */
export const handoffChanged = eventType(
  "handoff-changed",
  z.object({
    conversationId: z.string(),
    change: z.literal(["assigned", "transferred", "released", "resolved"]),
    /** Who did it. */
    operator: z.string(),
    /** Of a transfer: who is asked next. */
    to: z.object({ operator: z.string().nullable(), department: z.string().nullable() }).nullable(),
  }),
);

/** A consent was given or withdrawn. */
export const consentChanged = eventType(
  "consent-changed",
  z.object({
    customerId: z.string(),
    /** Null when it was recorded outside a conversation. */
    conversationId: z.string().nullable(),
    purpose: z.literal(["marketing", "data_collection", "recording"]),
    channel: ChannelType,
    granted: z.boolean(),
    wording: z.string(),
    at: z.string(),
  }),
);

/** An opt-out began or ended in another way than by a report (`opt-out-reported`): staff recorded it, or START. */
export const optOutChanged = eventType(
  "opt-out-changed",
  z.object({
    customerId: z.string(),
    conversationId: z.string().nullable(),
    channel: ChannelType,
    optedOut: z.boolean(),
    wording: z.string(),
  }),
);

/** Everything about a person was erased. The id stands for nobody any more, so no step may take it for a customer's. */
export const erasureDone = eventType(
  "erasure-done",
  z.object({ erasureId: z.string(), requestedBy: z.string(), at: z.string() }),
);

/** A campaign has no more to send. */
export const campaignEnded = eventType(
  "campaign-ended",
  z.object({
    campaignId: z.string(),
    name: z.string(),
    status: z.literal(["completed", "cancelled"]),
    recipients: z.number().int(),
    sent: z.number().int(),
    /** Counts by reason. */
    skipped: z.record(z.string(), z.number().int()),
    /** How its calls came out; absent where it sent messages. */
    calls: CallCounts.optional(),
    at: z.string(),
  }),
);

/** A payment will not come by this request any more, or an attempt to pay failed. */
export const paymentNotMade = eventType(
  "payment-not-made",
  z.object({
    paymentId: z.string(),
    status: z.literal(["failed", "expired", "cancelled"]),
    conversationId: z.string(),
    customerId: z.string(),
    amountMinor: z.number().int(),
    currency: z.string(),
  }),
);
