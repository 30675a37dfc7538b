import { boundedConsents, type Consent } from "./consents.ts";
import { type CollectedField, type Customer, type KnownIdentity, maxContacts, mostApart } from "./customer.ts";

/** Claims that a record keeps: who names ever more addresses loses the oldest. */
const claimsKept = 20;

/**
 * Joins two records of one person. Joining is commutative and idempotent. A vouched-for value wins, then the newer one.
 * Consents and contacts are deduplicated. An opt-out, and every consent that counts today, is kept.
 */
export function joinCustomers(into: Customer, from: Customer): Customer {
  const fields = joinFields(into.fields, from.fields);
  return {
    ...into,
    mergedFrom: [...new Set([...into.mergedFrom, ...from.mergedFrom, ...(from.id === into.id ? [] : [from.id])])]
      .filter((id) => id !== into.id)
      .sort(),
    name: fields.name?.value ?? into.name ?? from.name,
    identities: joinIdentities([...into.identities, ...from.identities]),
    fields,
    consents: boundedConsents(unique([...into.consents, ...from.consents], consentKey).sort(byTime(consentKey))),
    optOuts: joinOptOuts(into.optOuts, from.optOuts),
    contacts: unique([...into.contacts, ...from.contacts], ({ requestId }) => requestId)
      .sort(byTime(({ requestId }) => requestId))
      .slice(-maxContacts),
    ...joinApart(into, from),
    createdAt: earliest(into.createdAt, from.createdAt),
    updatedAt: latest(into.updatedAt, from.updatedAt),
  };
}

function joinApart(one: Customer, other: Customer): Pick<Customer, "apart"> {
  const apart = [...new Set([...(one.apart ?? []), ...(other.apart ?? [])])];
  const others = apart
    .filter((id) => id !== one.id && id !== other.id)
    .sort()
    .slice(-mostApart);
  return others.length === 0 ? { apart: undefined } : { apart: others };
}

/** The record left under a merged id: a pointer to the surviving id, without personal data. */
export function mergeTombstone(customer: Customer, into: string, at: string): Customer {
  const nothing = { name: null, identities: [], fields: {}, consents: [], optOuts: {}, contacts: [], mergedFrom: [] };
  return { ...customer, ...nothing, claims: undefined, apart: undefined, mergedInto: into, updatedAt: at };
}

export function joinFields(
  one: Readonly<Record<string, CollectedField>>,
  other: Readonly<Record<string, CollectedField>>,
): Record<string, CollectedField> {
  const fields: Record<string, CollectedField> = { ...one };
  for (const [id, field] of Object.entries(other)) {
    const before = fields[id];
    fields[id] = before && !replaces(field, before) ? before : field;
  }
  return fields;
}

/** Whether a value replaces another. The order is total, so the order of joining does not matter. */
function replaces(field: CollectedField, before: CollectedField): boolean {
  if (field.vouched !== before.vouched) return field.vouched;
  if (field.at !== before.at) return field.at > before.at;
  if (field.confirmed !== before.confirmed) return field.confirmed;
  return field.value > before.value;
}

function joinIdentities(identities: readonly KnownIdentity[]): KnownIdentity[] {
  const byValue = new Map<string, KnownIdentity>();
  for (const identity of identities) {
    const key = `${identity.kind} ${identity.value}`;
    const before = byValue.get(key);
    byValue.set(
      key,
      before
        ? {
            ...before,
            ...strongerOf(before, identity),
            at: earliest(before.at, identity.at),
          }
        : identity,
    );
  }
  const sorted = [...byValue.values()].sort(byTime(({ kind, value }) => `${kind} ${value}`));
  const claims = sorted.filter(({ verified }) => !verified).slice(-claimsKept);
  return sorted.filter((identity) => identity.verified || claims.includes(identity));
}

/** A channel's word counts more than a code, a code more than a claim. */
function strongerOf(...pair: [KnownIdentity, KnownIdentity]): Pick<KnownIdentity, "verified" | "proof"> {
  const verified = pair.filter((identity) => identity.verified);
  const byCode = verified.length > 0 && verified.every(({ proof }) => proof === "code");
  return { verified: verified.length > 0, proof: byCode ? "code" : undefined };
}

function joinOptOuts(one: Customer["optOuts"], other: Customer["optOuts"]): Customer["optOuts"] {
  const all = { ...one };
  for (const [channel, at] of Object.entries(other) as [keyof Customer["optOuts"], string][]) {
    const before = all[channel];
    all[channel] = earliest(before ?? at, at);
  }
  return all;
}

function consentKey({ purpose, channel, granted, wording, at }: Consent): string {
  return JSON.stringify([at, purpose, channel, granted, wording]);
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

function byTime<T extends { readonly at: string }>(keyOf: (item: T) => string) {
  return (one: T, other: T): number => {
    if (one.at !== other.at) return one.at < other.at ? -1 : 1;
    return keyOf(one) < keyOf(other) ? -1 : 1;
  };
}

/** ISO times sort as strings. */
function earliest(...times: [string, string]): string {
  return times.sort()[0] as string;
}

function latest(...times: [string, string]): string {
  return times.sort()[1] as string;
}
