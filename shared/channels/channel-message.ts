import { z } from "zod";
import { providerNames } from "../events/channel-names.ts";
import { ChannelType, Thread } from "../events/conversation.ts";
import { ShapedContent, TemplateContent } from "./shaped-content.ts";

export const ProviderName = z.literal(providerNames);
export type ProviderName = z.infer<typeof ProviderName>;

/** One part of a message on its way to a customer: the payload of a send of kind `channel-message`. */
export const ChannelMessage = z.object({
  conversationId: z.string(),
  /** The turn whose record keeps how far it has come; null where nobody follows it. */
  turnId: z.string().nullable(),
  messageId: z.string(),
  /** Its place among the parts of its message, from 0. */
  part: z.number().int(),
  channel: ChannelType,
  provider: ProviderName,
  /** The provider's name in the tenant's configuration, which says whose account sends. */
  account: z.string(),
  /** As the tenant's configuration and the customer's provider write them: E.164 without a prefix, an id, an e-mail address. */
  from: z.string(),
  to: z.string(),
  content: ShapedContent,
  /** Sent instead when the provider says that free text is no longer taken. */
  fallback: TemplateContent.nullable(),
  /** Instagram: a person wrote it, who may do so for seven days. */
  byPerson: z.boolean(),
  /** E-mail: what it answers. */
  thread: Thread.nullable(),
  config: z.object({ name: z.string(), version: z.number() }),
  /** The provider's ids of this conversation's earlier messages: a look-up must not take one of them for this. */
  knownProviderIds: z.array(z.string()),
});
export type ChannelMessage = z.infer<typeof ChannelMessage>;

export const channelMessageKind = "channel-message";
