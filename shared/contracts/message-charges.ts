import { z } from "zod";
import { readModel } from "./read-model.ts";
import { MessageDelivery } from "./sending/delivery-progress.ts";

const ChargedConversation = z.object({
  accountAddress: z.string().nullable(),
  customer: z.object({ address: z.string() }),
  recent: z.array(MessageDelivery).default([]),
});
export type ChargedConversation = z.infer<typeof ChargedConversation>;

/** What a conversation's carrier took over, and for which country. The conversation engine owns these documents. */
export const chargedConversations = readModel<ChargedConversation>({
  name: "conversations",
  state: ChargedConversation as unknown as z.ZodType<ChargedConversation>,
  indexes: [],
});
