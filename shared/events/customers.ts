import { z } from "zod";
import { ChannelType } from "./conversation/conversation.ts";
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

/** A customer took another number at a provider, which proves both. Everything of theirs there goes with them. */
export const customerNumberChanged = eventType(
  "customer-number-changed",
  z.object({
    channel: ChannelType,
    /** The tenant's address to which it was reported. */
    accountAddress: z.string(),
    from: z.string(),
    to: z.string(),
    at: z.string(),
  }),
);
export type CustomerNumberChanged = z.infer<typeof customerNumberChanged.schema>;

/** A conversation was moved to another id. What else is stored under the old ids follows, in numbered rounds. */
export const personalDataMoved = eventType(
  "personal-data-moved",
  z.object({
    channel: ChannelType,
    from: z.object({ conversationId: z.string(), customerId: z.string(), address: z.string() }),
    to: z.object({ conversationId: z.string(), customerId: z.string(), address: z.string() }),
    /** False: the old customer's id leads to the new one, and what is stored under it stays there. */
    ofCustomer: z.boolean(),
    round: z.number().int().min(1),
  }),
);
export type PersonalDataMoved = z.infer<typeof personalDataMoved.schema>;

/** A customer's data is to be erased, or the erasing goes on: `round` numbers the parts, an older one is void. */
export const customerEraseDue = eventType(
  "customer-erase-due",
  z.object({ customerId: z.string(), requestedBy: z.string(), round: z.number().int().min(1) }),
);
export type CustomerEraseDue = z.infer<typeof customerEraseDue.schema>;
