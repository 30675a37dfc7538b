import { z } from "zod";
import { ChannelType } from "./conversation.ts";
import { eventType } from "./event-type.ts";

/** Data that a customer gave, with confirmation and consent where the tenant requires them. */
export const customerDataCollected = eventType(
  "customer-data-collected",
  z.object({
    /** The person it is stored with, as known when it was said. */
    personId: z.string(),
    conversationId: z.string(),
    channel: ChannelType,
    /** The channel's identifier of the customer. */
    address: z.string(),
    identities: z.array(z.object({ kind: z.literal(["phone", "email"]), value: z.string() })),
    fields: z.record(
      z.string(),
      z.object({ value: z.string(), messageId: z.string().nullable(), confirmed: z.boolean() }),
    ),
    consents: z.array(z.object({ purpose: z.literal("data_collection"), granted: z.boolean(), wording: z.string() })),
    at: z.string(),
  }),
);
export type CustomerDataCollected = z.infer<typeof customerDataCollected.schema>;

/** A customer's data is to be erased, or the erasure continues. `round` numbers the parts; an earlier one is void. */
export const customerEraseDue = eventType(
  "customer-erase-due",
  z.object({ customerId: z.string(), requestedBy: z.string(), round: z.number().int().min(1) }),
);
export type CustomerEraseDue = z.infer<typeof customerEraseDue.schema>;
