import { canonicalAddress } from "../../../../shared/channels/addresses/canonical-address.ts";
import type { Customer, KnownIdentity } from "../../../../shared/customers/customer.ts";
import { normalized } from "../../../../shared/schema/bounded-text.ts";

export type AddressKind = "phone" | "email";

/** What speaks for two customers being one person. */
export type LikenessReason =
  /** `by` names an address that the other one is known to have. */
  | { readonly kind: "claims-address"; readonly by: "this" | "other"; readonly address: string }
  | { readonly kind: "same-claim"; readonly address: string }
  | { readonly kind: "same-field"; readonly field: string; readonly value: string };

export interface Likeness {
  readonly reasons: readonly LikenessReason[];
  /** Fields that both have, with different values. */
  readonly differing: readonly string[];
}

/**
 * What two customers have in common. Without a common address there is no reason: people share names and cities. Equal
 * are letters of both cases, and any spaces. Pure.
 */
export function likenessOf(one: Customer, other: Customer): Likeness {
  const addresses = addressReasons(one, other);
  if (addresses.length === 0) return { reasons: [], differing: [] };
  const [mine, theirs] = [plainFields(one), plainFields(other)];
  const shared = [...mine].filter(([field]) => theirs.has(field));
  const isSame = ([field, value]: readonly [string, string]) => folded(value) === folded(theirs.get(field) ?? "");
  const same = shared.filter(isSame).map(([field, value]) => ({ kind: "same-field" as const, field, value }));
  return {
    reasons: [...addresses, ...same],
    differing: shared.filter((each) => !isSame(each)).map(([field]) => field),
  };
}

function addressReasons(one: Customer, other: Customer): readonly LikenessReason[] {
  const theirs = new Map(other.identities.map((identity) => [keyOf(identity), identity]));
  return one.identities.flatMap((identity): readonly LikenessReason[] => {
    const match = theirs.get(keyOf(identity));
    if (match === undefined || identity.kind === "web_session") return [];
    const address = identity.value;
    if (identity.verified === match.verified) return identity.verified ? [] : [{ kind: "same-claim", address }];
    return [{ kind: "claims-address", by: match.verified ? "this" : "other", address }];
  });
}

/** A name and what else was told; addresses count by themselves. */
function plainFields({ name, fields }: Customer): ReadonlyMap<string, string> {
  const told = Object.entries(fields).map(([field, { value }]) => [field, value] as const);
  const named = name === null ? [] : [["name", name] as const];
  return new Map([...named, ...told].filter(([field]) => field !== "phone" && field !== "email"));
}

function keyOf({ kind, value }: Pick<KnownIdentity, "kind" | "value">): string {
  return `${kind} ${canonicalAddress(kind, value)}`;
}

function folded(value: string): string {
  return normalized(value, "NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}
