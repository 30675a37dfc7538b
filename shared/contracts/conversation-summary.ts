import { z } from "zod";
import { ChannelType } from "../events/conversation.ts";
import type { Collection } from "../platform/documents.ts";

/** A booking the customer began and has not finished; `id` tells one from the next. */
export const OpenBooking = z.object({ id: z.string(), at: z.string() });
export type OpenBooking = z.infer<typeof OpenBooking>;

/** What other engines may know of a conversation before they ask for something in it. */
const ConversationSummary = z.object({
  id: z.string(),
  channel: ChannelType,
  accountAddress: z.string().nullable(),
  customer: z.object({ id: z.string(), address: z.string(), name: z.string().nullable() }),
  config: z.object({ name: z.string(), version: z.number().int() }),
  status: z.literal(["active", "escalated", "resolved"]),
  lastInboundAt: z.string().nullable(),
  booking: OpenBooking.nullable().default(null),
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

/** To read only: the conversation engine owns these documents. */
export const conversationSummaries: Collection<{ readonly state: ConversationSummary }> = {
  name: "conversations",
  schema: z.object({ state: ConversationSummary }) as unknown as z.ZodType<{ readonly state: ConversationSummary }>,
  indexes: [],
  confidential: true,
};
