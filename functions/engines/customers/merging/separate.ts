import { boundedConsents, type Consent } from "../../../../shared/customers/consents.ts";
import type { CollectedField, Customer, KnownIdentity } from "../../../../shared/customers/customer.ts";
import type { Merge } from "./merge.ts";

/** A record that holds two people. */
export interface Joint {
  /** The record that stays, as it is now. */
  readonly into: Customer;
  /** What is left under the id that was given up. */
  readonly from: Customer;
  /** That id, and those which led to it. */
  readonly fromIds: readonly string[];
  /** Both as they were; undefined for a merge of a release that kept no journal. */
  readonly before: Merge["before"] | undefined;
  /** Messages that the person who is separated wrote, as far as they are known. */
  readonly messageIds: ReadonlySet<string>;
  idOf(identity: Pick<KnownIdentity, "kind" | "value">): string;
}

export interface Separated {
  readonly into: Customer;
  readonly from: Customer;
  /** Fields that stay with `into` although they may be of `from`. */
  readonly unclear: readonly string[];
}

/**
 * Two records out of one. What each had before returns to it. What was told since goes to whoever told it. An opt-out or
 * a refusal of unknown origin counts for both. Pure.
 */
export function separate(joint: Joint, at: string): Separated {
  const { into, from, before } = joint;
  const fields = separateFields(joint);
  const identities = separateIdentities(joint, fields.from);
  const consents = separateConsents(joint);
  const optOuts = separateOptOuts(joint);
  const base = before?.from ?? from;
  const contactIds = new Set(before?.from.contacts.map(({ requestId }) => requestId));
  for (const { requestId } of before?.into.contacts ?? []) contactIds.delete(requestId);
  return {
    into: {
      ...into,
      fields: fields.into,
      identities: identities.into,
      consents: consents.into,
      optOuts: optOuts.into,
      name: fields.into.name?.value ?? before?.into.name ?? null,
      mergedFrom: into.mergedFrom.filter((id) => !joint.fromIds.includes(id)),
      claims: before ? before.into.claims : into.claims,
      contacts: into.contacts.filter(({ requestId }) => !contactIds.has(requestId)),
      updatedAt: at,
    },
    from: {
      ...base,
      fields: fields.from,
      identities: identities.from,
      consents: consents.from,
      optOuts: optOuts.from,
      id: from.id,
      name: fields.from.name?.value ?? base.name,
      mergedInto: null,
      mergedFrom: joint.fromIds.filter((id) => id !== from.id),
      updatedAt: at,
    },
    unclear: fields.unclear,
  };
}

type Fields = Record<string, CollectedField>;

function separateFields({ into, fromIds, before, messageIds }: Joint) {
  const stays: Fields = {};
  const goes: Fields = { ...before?.from.fields };
  const unclear: string[] = [];
  for (const [id, field] of Object.entries(into.fields)) {
    const earlier = before?.into.fields[id];
    const cameAlong = isSameField(before?.from.fields[id], field) && !isSameField(earlier, field);
    const told = field.toldBy !== undefined && fromIds.includes(field.toldBy);
    if (told || cameAlong || (field.messageId !== null && messageIds.has(field.messageId))) {
      goes[id] = field;
      if (earlier && !fromIds.includes(earlier.toldBy ?? "")) stays[id] = earlier;
    } else {
      stays[id] = field;
      if (!before && field.toldBy === undefined) unclear.push(id);
    }
  }
  return { into: stays, from: goes, unclear };
}

function separateIdentities({ into, fromIds, before, idOf }: Joint, goes: Fields) {
  const named = new Set(Object.values(goes).map(({ value }) => value));
  const belongs = (identity: KnownIdentity) =>
    fromIds.includes(idOf(identity)) ||
    (before ? before.from.identities.some((each) => isSame(each, identity)) : isClaimOf(identity, named));
  const parting = into.identities.filter(belongs);
  const kept = into.identities.filter((identity) => !belongs(identity));
  // Whose address it is named, too: that stays a claim.
  const again = before
    ? before.into.identities.filter((identity) => parting.some((each) => isSame(each, identity)))
    : parting
        .filter(({ kind, value }) => into.fields[kind]?.value === value && goes[kind]?.value !== value)
        .map(({ kind, value, at }): KnownIdentity => ({ kind, value, verified: false, at }));
  return { into: [...kept, ...again], from: before ? before.from.identities : parting };
}

function isClaimOf({ verified, value }: KnownIdentity, named: ReadonlySet<string>): boolean {
  return !verified && named.has(value);
}

function separateConsents({ into, before }: Joint) {
  if (!before) return { into: into.consents, from: into.consents.filter(({ granted }) => !granted) };
  const earlier = new Set(before.into.consents.map(keyOf));
  const theirs = new Set(before.from.consents.map(keyOf).filter((key) => !earlier.has(key)));
  const since = into.consents.filter((consent) => !earlier.has(keyOf(consent)) && !theirs.has(keyOf(consent)));
  return {
    into: boundedConsents([...before.into.consents, ...since]),
    from: boundedConsents([...before.from.consents, ...since.filter(({ granted }) => !granted)]),
  };
}

function separateOptOuts({ into, before }: Joint): { readonly into: OptOuts; readonly from: OptOuts } {
  if (!before) return { into: into.optOuts, from: into.optOuts };
  const now = Object.entries(into.optOuts) as [keyof OptOuts, string][];
  const came = ([channel, at]: [keyof OptOuts, string]) =>
    before.from.optOuts[channel] === at && before.into.optOuts[channel] === undefined;
  const since = now.filter((each) => !came(each) && before.into.optOuts[each[0]] === undefined);
  return {
    into: Object.fromEntries(now.filter((each) => !came(each))),
    from: { ...Object.fromEntries(since), ...before.from.optOuts },
  };
}

type OptOuts = Customer["optOuts"];

function isSame(one: Pick<KnownIdentity, "kind" | "value">, other: Pick<KnownIdentity, "kind" | "value">): boolean {
  return one.kind === other.kind && one.value === other.value;
}

function isSameField(one: CollectedField | undefined, other: CollectedField): boolean {
  return one?.value === other.value && one.at === other.at && one.messageId === other.messageId;
}

function keyOf({ purpose, channel, granted, wording, at }: Consent): string {
  return JSON.stringify([purpose, channel, granted, wording, at]);
}
