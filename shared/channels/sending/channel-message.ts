import { z } from "zod";
import { providerNames } from "../../events/channel-names.ts";
import { ChannelType, Thread } from "../../events/conversation/conversation.ts";
import { ShapedContent, TemplateContent } from "./shaped-content.ts";

export const ProviderName = z.literal(providerNames);
export type ProviderName = z.infer<typeof ProviderName>;

/** One part of a message on its way to a customer: the payload of a send of kind `channel-message`. */
export const ChannelMessage = z.object({
  conversationId: z.string(),
  /** The turn whose record keeps the delivery status; null where nobody follows it. */
  turnId: z.string().nullable(),
  messageId: z.string(),
  /** The part's position in its message, from 0. */
  part: z.number().int(),
  channel: ChannelType,
  provider: ProviderName,
  /** The name of the sending account in the tenant's configuration. */
  account: z.string(),
  /** E.164 without a prefix, an id or an e-mail address, as the tenant's configuration and the provider write it. */
  from: z.string(),
  to: z.string(),
  content: ShapedContent,
  /** Sent instead when the provider no longer accepts free text. */
  fallback: TemplateContent.nullable(),
  /** True for what the agent answers: the customer waits for it. */
  isAnswer: z.literal(true).optional(),
  /** A person tests the channel by it, and waits for the outcome. */
  isTest: z.literal(true).optional(),
  /** Instagram: a person wrote it. People may answer for seven days. */
  byPerson: z.boolean(),
  /** E-mail: the thread it replies in. */
  thread: Thread.nullable(),
  config: z.object({ name: z.string(), version: z.number() }),
  /** The provider's ids of this conversation's earlier messages, which a look-up must not mistake for this one. */
  knownProviderIds: z.array(z.string()),
});
export type ChannelMessage = z.infer<typeof ChannelMessage>;

export const channelMessageKind = "channel-message";
