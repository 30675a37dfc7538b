import { z } from "zod";
import { ChannelType } from "../../events/index.ts";
import { ownedDocument } from "../../runtime/owned-document.ts";

const UnroutableNumber = z.object({
  provider: z.string(),
  channel: ChannelType,
  /** The number or account that received the message; never the customer's. */
  address: z.string(),
  messages: z.number().int(),
  firstAt: z.string(),
  lastAt: z.string(),
  /** The provider's id of the newest message. Its text is kept only at the provider, under this id. */
  lastProviderMessageId: z.string(),
});
export type UnroutableNumber = z.infer<typeof UnroutableNumber>;

/** Numbers that customers write to and that no active configuration claims, in the platform's own scope. */
export const unroutableNumbers = ownedDocument<UnroutableNumber>({
  name: "unroutable-numbers",
  state: UnroutableNumber,
  indexes: [],
  confidential: false,
  // The tenant's number. The customer's is not kept.
  personal: "nothing",
});
