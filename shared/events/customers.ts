import { z } from "zod";
import { ChannelType } from "./conversation.ts";
import { eventType } from "./event-type.ts";

const NamedIdentity = z.object({ kind: z.literal(["phone", "email"]), value: z.string() });

/** What a customer told of themselves, confirmed and agreed to where the tenant asks for that. */
export const customerDataCollected = eventType(
  "customer-data-collected",
  z.object({
    /** The person it is stored with, as known when it was said. */
    personId: z.string(),
    conversationId: z.string(),
    channel: ChannelType,
    /** The channel's identifier of the customer. */
    address: z.string(),
    /** What they named: claims, which open nobody's record. */
    identities: z.array(NamedIdentity),
    /** What they have just proven to have, by a code that was sent there. */
    proven: z.array(NamedIdentity).default([]),
    /** Who the person turned out to be: the event is passed on to that record. */
    movedTo: z.string().nullable().default(null),
    fields: z.record(
      z.string(),
      z.object({ value: z.string(), messageId: z.string().nullable(), confirmed: z.boolean() }),
    ),
    consents: z.array(z.object({ purpose: z.literal("data_collection"), granted: z.boolean(), wording: z.string() })),
    at: z.string(),
  }),
);
export type CustomerDataCollected = z.infer<typeof customerDataCollected.schema>;

/** A merge was undone: a conversation that stands under somebody else's id belongs to the owner of its address. */
export const customerSeparated = eventType("customer-separated", z.object({ conversationId: z.string() }));
export type CustomerSeparated = z.infer<typeof customerSeparated.schema>;

/** A customer's data is to be erased, or the erasing goes on: `round` numbers the parts, an older one is void. */
export const customerEraseDue = eventType(
  "customer-erase-due",
  z.object({ customerId: z.string(), requestedBy: z.string(), round: z.number().int().min(1) }),
);
export type CustomerEraseDue = z.infer<typeof customerEraseDue.schema>;
