import { z } from "zod";
import { channelNames } from "../channel-names.ts";
import { eventType } from "../event-type.ts";
import { Attachment } from "./attachment.ts";
import { MessageDetails } from "./message-details.ts";
import { Unanswered } from "./unanswered.ts";

export const ChannelType = z.literal(channelNames);
export type ChannelType = z.infer<typeof ChannelType>;

/** An e-mail thread: the newest message's id, and the subject. */
export const Thread = z.object({ subject: z.string(), messageId: z.string(), references: z.array(z.string()) });
export type Thread = z.infer<typeof Thread>;

/** A customer's message from any channel. `address` is the channel's identifier of the customer. */
export const messageReceived = eventType(
  "message-received",
  z.object({
    conversationId: z.string(),
    messageId: z.string(),
    channel: ChannelType,
    /** The tenant's own number or account that received it; null on web chat. */
    accountAddress: z.string().nullable(),
    customerAddress: z.string(),
    customerName: z.string().nullable(),
    /** Whom to treat the customer as, where nothing proves that `customerAddress` is theirs (shared/customers/identity.ts). */
    claim: z.string().optional(),
    text: z.string(),
    /** The whole message, where `text` is only what is new in it. */
    original: z.string().optional(),
    attachments: z.array(Attachment),
    /** The id of the button or row the customer picked; null when they typed. */
    choiceId: z.string().nullable(),
    /** The reference a reply needs to join the thread, on channels with threads (e-mail). */
    thread: Thread.nullable(),
    /** The requested configuration; null for the tenant's active one. */
    configName: z.string().nullable(),
    /** Set where the webhook knows that nothing is to be answered: a reaction, an automatic mail. */
    unanswered: Unanswered.optional(),
    /** The provider's id of the message that a reaction marks. */
    reactsTo: z.string().optional(),
    details: MessageDetails.optional(),
    /** The id of the customer's earlier message whose wording this one replaces. */
    edits: z.string().optional(),
  }),
);
export type MessageReceived = z.infer<typeof messageReceived.schema>;

/** The customer deleted a message of theirs. Its words and files are to be forgotten. */
export const messageDeleted = eventType(
  "message-deleted",
  z.object({ conversationId: z.string(), messageId: z.string() }),
);
export type MessageDeleted = z.infer<typeof messageDeleted.schema>;

/** The burst window of a conversation closed; its waiting messages are answered together. */
export const burstEnded = eventType("burst-ended", z.object({ conversationId: z.string(), burstId: z.string() }));

/**
 * The customer interrupted a turn's reply and heard only its beginning. `characters` counts UTF-16 code units of the
 * message's text. Later messages of the turn were not heard.
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

/**
 * A customer's message, or a burst of them, became a dead letter: nobody would answer it. Or the answer was refused by the
 * channel's provider for good.
 */
export const turnFailed = eventType(
  "turn-failed",
  z.object({
    conversationId: z.string(),
    /** The message that was not handled. Null for a burst, whose messages wait in the conversation. */
    message: messageReceived.schema.nullable(),
    /** The turn whose answer the provider refused, with the provider's code. */
    refused: z.object({ turnId: z.string(), errorCode: z.string() }).optional(),
  }),
);
export type TurnFailed = z.infer<typeof turnFailed.schema>;

/** A conversation's history is near its limit, so its older half must be summarised. */
export const conversationSummaryDue = eventType("conversation-summary-due", z.object({ conversationId: z.string() }));
export type ConversationSummaryDue = z.infer<typeof conversationSummaryDue.schema>;

/** A provider reported the delivery status of a message. */
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

/** A provider accepted free text and then reported that the channel no longer allows it. */
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

/**
 * A provider reported a message that left the tenant's own account: the product's, or one that a colleague wrote in the
 * channel's app.
 */
export const messageEchoed = eventType(
  "message-echoed",
  z.object({
    conversationId: z.string(),
    messageId: z.string(),
    channel: ChannelType,
    accountAddress: z.string().nullable(),
    customerAddress: z.string(),
    providerMessageId: z.string(),
    text: z.string(),
    attachments: z.array(Attachment),
    configName: z.string().nullable(),
  }),
);
export type MessageEchoed = z.infer<typeof messageEchoed.schema>;

/** The agent's pause after a colleague's message in the app is over. Void when the colleague has written again. */
export const appPauseEnded = eventType(
  "app-pause-ended",
  z.object({ conversationId: z.string(), pauseId: z.string() }),
);
export type AppPauseEnded = z.infer<typeof appPauseEnded.schema>;

/** No tenant was found for a number or account, or a message has no sender. Kept for an operator of the platform. */
export const messageUnroutable = eventType(
  "message-unroutable",
  z.object({
    provider: z.string(),
    channel: ChannelType,
    accountAddress: z.string(),
    providerMessageId: z.string(),
    /** Absent: the account belongs to no tenant. */
    reason: z.string().optional(),
  }),
);

export const conversationEscalated = eventType(
  "conversation-escalated",
  z.object({ conversationId: z.string(), reason: z.string(), action: z.string(), priority: z.string() }),
);

/**
 * A person took over the conversation, replied, added a note, whispered to the agent, transferred it, released it,
 * resolved it, set its labels, or put it off until a time.
 */
export const operatorActed = eventType(
  "operator-acted",
  z.object({
    conversationId: z.string(),
    action: z.literal([
      "takeover",
      "reply",
      "note",
      "whisper",
      "transfer",
      "release",
      "resolve",
      "label",
      "snooze",
      "unsnooze",
    ]),
    /** The operator's id, or the help desk where it was done. */
    operator: z.string(),
    /** The text of a `reply`, `note` or `whisper`; otherwise null. */
    text: z.string().nullable(),
    /** Ids of the operators whom a `note` speaks to. */
    mentions: z.array(z.string()).optional(),
    /** What the operator wrote, where the text of a `reply` is its translation. */
    written: z.object({ text: z.string(), language: z.string() }).optional(),
    /** Publicly readable files of a `reply`. */
    media: z.array(Attachment).optional(),
    /** The labels of a `label`: those to set and those to take away. */
    labels: z.object({ add: z.array(z.string()), remove: z.array(z.string()) }).optional(),
    /** The ISO time of a `snooze`. */
    until: z.string().optional(),
    /** The target of a `transfer`: one of the two. */
    to: z.object({ operator: z.string().nullable(), department: z.string().nullable() }).optional(),
    /**
     * Applies even if another operator holds the conversation. Help desks omit it: a person's message there reaches the
     * customer without taking the conversation over.
     */
    force: z.boolean().optional(),
    /** Rejected when the conversation has more turns than this, because the operator has not read them. */
    expectedTurnCount: z.number().int().optional(),
  }),
);
export type OperatorActed = z.infer<typeof operatorActed.schema>;
