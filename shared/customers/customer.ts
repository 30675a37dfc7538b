import { z } from "zod";
import { identityKinds } from "../channels/definitions.ts";
import { ChannelType } from "../events/conversation.ts";
import { Purpose } from "../events/messages.ts";
import { ownedDocument } from "../runtime/owned-document.ts";

/** A way to reach one person. `verified`: the channel vouches for it; otherwise the customer only said so. */
const KnownIdentity = z.object({
  kind: z.literal(identityKinds),
  value: z.string(),
  verified: z.boolean(),
  at: z.string(),
});
export type KnownIdentity = z.infer<typeof KnownIdentity>;

const CollectedField = z.object({
  value: z.string(),
  /** The message it was read from. */
  messageId: z.string().nullable(),
  /** True once the customer said yes to it, or where the tenant asks for no confirmation. */
  confirmed: z.boolean(),
  /** True where it came by a channel that vouches for the person; such a value is not replaced by a mere claim. */
  vouched: z.boolean().default(false),
  at: z.string(),
});
export type CollectedField = z.infer<typeof CollectedField>;

/** Given or withdrawn, in which words, when and where: kept, never changed. */
const Consent = z.object({
  purpose: z.literal(["marketing", "data_collection", "recording"]),
  channel: ChannelType,
  granted: z.boolean(),
  wording: z.string(),
  at: z.string(),
});
export type Consent = z.infer<typeof Consent>;

const Contact = z.object({ at: z.string(), channel: ChannelType, purpose: Purpose, requestId: z.string() });

const Customer = z.object({
  id: z.string(),
  /** The same person under the id that stays, once two turn out to be one. */
  mergedInto: z.string().nullable(),
  /** The ids this person had before: what was stored under them belongs to this one. */
  mergedFrom: z.array(z.string()).default([]),
  name: z.string().nullable(),
  identities: z.array(KnownIdentity),
  fields: z.record(z.string(), CollectedField),
  consents: z.array(Consent),
  /** By channel: since when the customer wants nothing more there. */
  optOuts: z.partialRecord(ChannelType, z.string()),
  /** What was said unasked, newest last, at most `contactsKept`: the frequency cap counts these. */
  contacts: z.array(Contact),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Customer = z.infer<typeof Customer>;

export const contactsKept = 50;

/** One person of one tenant, across channels. Touched only when something about the person changes, never by a plain turn. */
export const customers = ownedDocument<Customer>({
  name: "customers",
  state: Customer,
  indexes: [["updatedAt"], ["mergedInto", "updatedAt desc"]],
  confidential: true,
});

export function newCustomer(id: string, at: string): Customer {
  return {
    id,
    mergedInto: null,
    mergedFrom: [],
    name: null,
    identities: [],
    fields: {},
    consents: [],
    optOuts: {},
    contacts: [],
    createdAt: at,
    updatedAt: at,
  };
}

export function contacted(customer: Customer, contact: z.infer<typeof Contact>): Customer {
  return { ...customer, contacts: [...customer.contacts, contact].slice(-contactsKept), updatedAt: contact.at };
}

export function optedOut(customer: Customer, channel: ChannelType, at: string): Customer {
  return { ...customer, optOuts: { ...customer.optOuts, [channel]: at }, updatedAt: at };
}

export function optedIn(customer: Customer, channel: ChannelType, at: string): Customer {
  const { [channel]: _ended, ...optOuts } = customer.optOuts;
  return { ...customer, optOuts, updatedAt: at };
}
