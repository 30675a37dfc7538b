import { z } from "zod";
import { Content, TemplateUse } from "./content.ts";
import { ChannelType } from "./conversation.ts";
import { eventType } from "./event-type.ts";

/** Which part of the product wants something of a customer, and its own id for that. */
export const Origin = z.object({
  kind: z.literal(["follow-up", "campaign", "survey", "payment", "cross-sell", "handoff", "verification"]),
  id: z.string(),
});
export type Origin = z.infer<typeof Origin>;

/**
 * `transactional`: the customer waits for it (a receipt). `service`: about their own business (a reminder).
 * `marketing`: everything else; it needs consent where the tenant says so.
 */
export const Purpose = z.literal(["transactional", "service", "marketing"]);
export type Purpose = z.infer<typeof Purpose>;

/** Somebody to write to: what the channel knows them by. */
export const Recipient = z.object({
  channel: ChannelType,
  /** The tenant's own number or account to write from; null where the channel has none. */
  accountAddress: z.string().nullable(),
  address: z.string(),
  name: z.string().nullable(),
});
export type Recipient = z.infer<typeof Recipient>;

/**
 * The product has something to say that is no answer. Whether it may is looked at when it is said: who has the
 * conversation, consent, opt-out, quiet hours, how often the customer heard of us, and the channel's own window.
 */
export const messageRequested = eventType(
  "message-requested",
  z.object({
    /** One request is said at most once. */
    requestId: z.string(),
    origin: Origin,
    purpose: Purpose,
    conversationId: z.string(),
    /** Where the conversation is not open yet. */
    recipient: Recipient,
    content: Content,
    /** What is sent where the channel no longer takes free text; null: then nothing is sent. */
    template: TemplateUse.nullable(),
    /** It is not said any more when the customer has written since (ISO time); null: always. */
    unlessWrittenSince: z.string().nullable(),
    configName: z.string().nullable(),
  }),
);
export type MessageRequested = z.infer<typeof messageRequested.schema>;

/** What became of a `message-requested`. */
export const messageSettled = eventType(
  "message-settled",
  z.object({
    requestId: z.string(),
    origin: Origin,
    conversationId: z.string(),
    outcome: z.literal(["sent", "skipped", "deferred"]),
    /** Why it was not sent, as a stable word: `opted-out`, `quiet-hours`, `with-a-person`, … */
    reason: z.string().nullable(),
    /** Of `deferred`: when to ask again, having looked whether it is still right. */
    until: z.string().nullable(),
    messageId: z.string().nullable(),
  }),
);
export type MessageSettled = z.infer<typeof messageSettled.schema>;
