import { z } from "zod";
import { Attachment } from "./attachment.ts";
import { channelNames } from "./channel-names.ts";
import { eventType } from "./event-type.ts";

export const ChannelType = z.literal(channelNames);
export type ChannelType = z.infer<typeof ChannelType>;

/** An e-mail thread: the newest message's id, and the subject. */
export const Thread = z.object({ subject: z.string(), messageId: z.string(), references: z.array(z.string()) });
export type Thread = z.infer<typeof Thread>;

/** A customer's message, whichever door it came through. `address` is what the channel knows the customer by. */
export const messageReceived = eventType(
  "message-received",
  z.object({
    conversationId: z.string(),
    messageId: z.string(),
    channel: ChannelType,
    /** The tenant's own number or account it was sent to; null on web chat. */
    accountAddress: z.string().nullable(),
    customerAddress: z.string(),
    customerName: z.string().nullable(),
    text: z.string(),
    attachments: z.array(Attachment),
    /** The id of the button or row the customer picked; null where they wrote. */
    choiceId: z.string().nullable(),
    /** What an answer must name to land beside it, where the channel has threads (e-mail). */
    thread: Thread.nullable(),
    /** The configuration the caller asked for; null for the tenant's active one. */
    configName: z.string().nullable(),
  }),
);
export type MessageReceived = z.infer<typeof messageReceived.schema>;

/** The burst window of a conversation closed: its waiting messages are answered together. */
export const burstEnded = eventType("burst-ended", z.object({ conversationId: z.string(), burstId: z.string() }));

/**
 * Only the beginning of a turn's reply reached the customer, who interrupted it. `characters` counts UTF-16 code units
 * of the message's text; what the turn said after that message was not heard.
 */
export const turnHeard = eventType(
  "turn-heard",
  z.object({
    conversationId: z.string(),
    turnId: z.string(),
    messageId: z.string(),
    characters: z.number().int().min(0),
  }),
);

/** A conversation's history comes near its limit: its older half is to be summarised. */
export const conversationSummaryDue = eventType("conversation-summary-due", z.object({ conversationId: z.string() }));
export type ConversationSummaryDue = z.infer<typeof conversationSummaryDue.schema>;

/** A provider told how far a message has come. */
export const deliveryReported = eventType(
  "delivery-reported",
  z.object({
    conversationId: z.string(),
    turnId: z.string(),
    messageId: z.string(),
    providerMessageId: z.string(),
    status: z.literal(["queued", "sent", "delivered", "read", "failed"]),
    errorCode: z.string().nullable(),
  }),
);

/** A provider took free text and then said that the channel takes none any more. */
export const windowClosedReported = eventType(
  "window-closed-reported",
  z.object({
    conversationId: z.string(),
    turnId: z.string(),
    messageId: z.string(),
    providerMessageId: z.string(),
    errorCode: z.string(),
  }),
);
export type WindowClosedReported = z.infer<typeof windowClosedReported.schema>;

/** Nobody could be found for a number or account: kept for an operator of the platform to see. */
export const messageUnroutable = eventType(
  "message-unroutable",
  z.object({ provider: z.string(), channel: ChannelType, accountAddress: z.string(), providerMessageId: z.string() }),
);

export const conversationEscalated = eventType(
  "conversation-escalated",
  z.object({ conversationId: z.string(), reason: z.string(), action: z.string(), priority: z.string() }),
);

/** A person took the conversation, wrote in it, passed it on, gave it back to the agent, or closed it. */
export const operatorActed = eventType(
  "operator-acted",
  z.object({
    conversationId: z.string(),
    action: z.literal(["takeover", "reply", "note", "transfer", "release", "resolve"]),
    /** Who did it: an operator's id, or the help desk it was done in. */
    operator: z.string(),
    /** What was written, of `reply` and `note`; otherwise null. */
    text: z.string().nullable(),
    /** Files that go with a `reply`, where everyone may fetch them. */
    media: z.array(Attachment).optional(),
    /** Of `transfer`: one of the two. */
    to: z.object({ operator: z.string().nullable(), department: z.string().nullable() }).optional(),
    /**
     * Also where another operator holds the conversation. Left out by help desks: what a person wrote there reaches the
     * customer, and takes the conversation from nobody.
     */
    force: z.boolean().optional(),
    /** Refused when the conversation has had more turns meanwhile: the operator has not read them. */
    expectedTurnCount: z.number().int().optional(),
  }),
);
export type OperatorActed = z.infer<typeof operatorActed.schema>;
