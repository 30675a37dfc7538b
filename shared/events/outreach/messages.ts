import { z } from "zod";
import { Content, TemplateUse } from "../conversation/content.ts";
import { ChannelType } from "../conversation/conversation.ts";
import { eventType } from "../event-type.ts";

/** The part of the product that sends a message, and its own id for it. */
export const Origin = z.object({
  kind: z.literal([
    "follow-up",
    "campaign",
    "survey",
    "payment",
    "cross-sell",
    "handoff",
    "verification",
    "tool",
    "direct",
    "missed-call",
  ]),
  id: z.string(),
});
export type Origin = z.infer<typeof Origin>;

/**
 * `transactional`: the customer waits for it (a receipt). `service`: about the customer's own business (a reminder).
 * `marketing`: everything else; it needs consent where the tenant requires it.
 */
export const Purpose = z.literal(["transactional", "service", "marketing"]);
export type Purpose = z.infer<typeof Purpose>;

/** A person to write to, by the channel's identifier. */
export const Recipient = z.object({
  channel: ChannelType,
  /** The tenant's own number or account that sends; null where the channel has none. */
  accountAddress: z.string().nullable(),
  address: z.string(),
  name: z.string().nullable(),
});
export type Recipient = z.infer<typeof Recipient>;

/**
 * The product wants to send a message that is not a reply. Permission is checked when it is sent: who handles the
 * conversation, consent, opt-out, quiet hours, frequency, and the channel's window.
 */
export const messageRequested = eventType(
  "message-requested",
  z.object({
    /** One request is sent at most once. */
    requestId: z.string(),
    origin: Origin,
    purpose: Purpose,
    conversationId: z.string(),
    /** The recipient, for a conversation that is not open yet. */
    recipient: Recipient,
    content: Content,
    /** What the conversation keeps in place of the content's text, which holds a secret such as a code. */
    keptAs: z.string().optional(),
    /** Unknown placeholders in the content. A message that has any is withheld. */
    unknownPlaceholders: z.array(z.string()).optional(),
    /** The template for a channel that no longer allows free text; null sends nothing then. */
    template: TemplateUse.nullable(),
    /** Sends the template even while the channel allows free text. */
    byTemplate: z.boolean().optional(),
    /** Dropped when the conversation no longer exists, because its customer was erased in the meantime. */
    onlyIfOpen: z.boolean().optional(),
    /** Dropped if the customer has written since this ISO time; null for no such condition. */
    unlessWrittenSince: z.string().nullable(),
    configName: z.string().nullable(),
    /** A person tests the channel and waits for what comes of it, also where the account itself is refused. */
    isTest: z.boolean().optional(),
    /** The operator who wrote it. It may be sent in a conversation that this operator has taken. */
    operator: z.string().optional(),
  }),
);
export type MessageRequested = z.infer<typeof messageRequested.schema>;

/** The outcome of a `message-requested`. */
export const messageSettled = eventType(
  "message-settled",
  z.object({
    requestId: z.string(),
    origin: Origin,
    conversationId: z.string(),
    outcome: z.literal(["sent", "skipped", "deferred"]),
    /** The reason for not sending, as a stable word: `opted-out`, `quiet-hours`, `with-a-person`, … */
    reason: z.string().nullable(),
    /** For `deferred`: when to ask again, after checking that it is still wanted. */
    until: z.string().nullable(),
    messageId: z.string().nullable(),
  }),
);
export type MessageSettled = z.infer<typeof messageSettled.schema>;
