import { z } from "zod";
import { identityKinds } from "../channels/definitions.ts";
import { ChannelType } from "../events/conversation/conversation.ts";
import { Purpose } from "../events/outreach/messages.ts";
import { newOwned, ownedDocument } from "../runtime/owned-document.ts";
import { Consent, standingRefusals } from "./consents.ts";

/**
 * A way to reach one person. A claim (`verified: false`) is something a customer said. It is shown to the tenant and
 * opens nothing. `verified` says that the person has the address.
 */
const KnownIdentity = z.object({
  kind: z.literal(identityKinds),
  value: z.string(),
  verified: z.boolean(),
  /** How it was verified: by a code sent there and typed back. Absent: the channel vouches for it, or nobody does. */
  proof: z.literal("code").optional(),
  at: z.string(),
});
export type KnownIdentity = z.infer<typeof KnownIdentity>;

/** `verified`: the channel vouches for it. `proven`: by a code. `claimed`: the customer only said so. */
export function standingOf({ verified, proof }: Pick<KnownIdentity, "verified" | "proof">) {
  if (!verified) return "claimed";
  return proof === undefined ? "verified" : "proven";
}

const CollectedField = z.object({
  value: z.string(),
  /** The message that contained the value. */
  messageId: z.string().nullable(),
  /** True after the customer's confirmation, or when the tenant requires none. */
  confirmed: z.boolean(),
  /** True when the value came through a channel that verifies the person. An unverified claim does not replace it. */
  vouched: z.boolean().default(false),
  /** The id that belongs to the address it came from: a merge that is undone parts the fields by it. */
  toldBy: z.string().optional(),
  at: z.string(),
});
export type CollectedField = z.infer<typeof CollectedField>;

const Contact = z.object({ at: z.string(), channel: ChannelType, purpose: Purpose, requestId: z.string() });

export const Customer = z.object({
  id: z.string(),
  /** The remaining id of the same person, after two records were merged. */
  mergedInto: z.string().nullable(),
  /** The person's earlier ids. Data under these ids belongs to this person. */
  mergedFrom: z.array(z.string()).default([]),
  name: z.string().nullable(),
  identities: z.array(KnownIdentity),
  /** Ids of the addresses that were named last and are not proven: a tenant finds the record by them. */
  claims: z.object({ phone: z.string().nullable(), email: z.string().nullable() }).optional(),
  /** Ids of customers who are somebody else, as an operator has said: they are not proposed as the same person. */
  apart: z.array(z.string()).optional(),
  fields: z.record(z.string(), CollectedField),
  /** Oldest first, added by `addConsent`. */
  consents: z.array(Consent),
  /** The time of the opt-out, by channel. */
  optOuts: z.partialRecord(ChannelType, z.string()),
  /** Proactive messages, newest last, at most `maxContacts`. The frequency cap counts them. */
  contacts: z.array(Contact),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Customer = z.infer<typeof Customer>;

export const maxContacts = 50;
/** Customers who are somebody else, as an operator has said: the newest are kept. */
export const mostApart = 50;

/** One person of one tenant, across channels. Written only when the person's data changes, never by a plain turn. */
export const customers = ownedDocument<Customer>({
  name: "customers",
  state: Customer,
  indexes: [
    ["updatedAt"],
    ["mergedInto", "updatedAt desc"],
    ["claims.phone", "updatedAt desc"],
    ["claims.email", "updatedAt desc"],
  ],
  confidential: true,
  personal: {
    fields: ["state.name", "state.identities", "state.fields", "state.consents", "state.contacts"],
    find: { by: "ids", ids: ({ customerIds }) => customerIds },
    isAbout: ({ state }) => !isForgotten(state),
    // Only the wish to be left alone stays, under a hash of the address: an erased person is never contacted again.
    afterErasure({ state: { id, optOuts, consents, updatedAt } }) {
      const kept = { ...newCustomer(id, updatedAt), optOuts, consents: standingRefusals(consents) };
      return saysToBeLeftAlone(kept) ? newOwned(kept) : undefined;
    },
  },
});

function saysToBeLeftAlone({ optOuts, consents }: Customer): boolean {
  return Object.keys(optOuts).length > 0 || consents.length > 0;
}

/** Whether nothing is known of the person but where they want no messages. */
function isForgotten({ name, identities, fields, consents, contacts, mergedInto, mergedFrom }: Customer): boolean {
  const told = consents.filter(({ granted, wording }) => granted || wording !== "");
  const known = [...identities, ...Object.keys(fields), ...told, ...contacts, ...mergedFrom];
  return name === null && mergedInto === null && known.length === 0;
}

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

export function recordContact(customer: Customer, contact: z.infer<typeof Contact>): Customer {
  return { ...customer, contacts: [...customer.contacts, contact].slice(-maxContacts), updatedAt: contact.at };
}

/** The customer with the address they are reached at. Campaigns find people by it. */
export function withAddress(
  customer: Customer,
  own: { readonly kind: KnownIdentity["kind"]; readonly value: string; readonly verified: boolean },
  at: string,
): Customer {
  const known = customer.identities.find(({ kind, value }) => kind === own.kind && value === own.value);
  if (known && (known.verified || !own.verified)) return customer;
  const others = customer.identities.filter((identity) => identity !== known);
  return { ...customer, identities: [...others, { ...own, at }] };
}

export function withOptOut(customer: Customer, channel: ChannelType, at: string): Customer {
  return { ...customer, optOuts: { ...customer.optOuts, [channel]: at }, updatedAt: at };
}

export function withoutOptOut(customer: Customer, channel: ChannelType, at: string): Customer {
  const { [channel]: _ended, ...optOuts } = customer.optOuts;
  return { ...customer, optOuts, updatedAt: at };
}
