import { z } from "zod";
import { ChannelType } from "../events/index.ts";
import type { Collection } from "../platform/documents.ts";

/** A booking the customer began and has not finished; `id` tells one from the next. */
export const OpenBooking = z.object({ id: z.string(), at: z.string() });
export type OpenBooking = z.infer<typeof OpenBooking>;

/** What other engines may know of a conversation before they ask for something in it. */
const Glimpse = z.object({
  id: z.string(),
  channel: ChannelType,
  accountAddress: z.string().nullable(),
  customer: z.object({ id: z.string(), address: z.string(), name: z.string().nullable() }),
  config: z.object({ name: z.string(), version: z.number().int() }),
  status: z.literal(["active", "escalated", "resolved"]),
  lastInboundAt: z.string().nullable(),
  booking: OpenBooking.nullable().default(null),
});
export type Glimpse = z.infer<typeof Glimpse>;

/** To read only: the conversation engine owns these documents. */
export const conversationGlimpses: Collection<{ readonly state: Glimpse }> = {
  name: "conversations",
  schema: z.object({ state: Glimpse }) as unknown as z.ZodType<{ readonly state: Glimpse }>,
  indexes: [],
  confidential: true,
};
