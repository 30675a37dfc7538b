import { openClaims } from "../../../../shared/customers/claims.ts";
import {
  type CollectedField,
  type Customer,
  type KnownIdentity,
  newCustomer,
} from "../../../../shared/customers/customer.ts";
import { customerIdOf, customerIdOfIdentity, identityOf, isVouchedFor } from "../../../../shared/customers/identity.ts";
import type { CustomerDataCollected } from "../../../../shared/events/index.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import type { Event } from "../../../../shared/runtime/step.ts";

/** By which claimed addresses the tenant finds the record from now on: the newest of each kind. Pure. */
export function claimsAfter(
  ids: TenantIds,
  { data }: Event<CustomerDataCollected>,
  { identities, claims }: Customer,
): NonNullable<Customer["claims"]> {
  const newest = (kind: "phone" | "email") => {
    const named = data.identities.findLast((identity) => identity.kind === kind);
    return named ? customerIdOfIdentity(ids, kind, named.value) : (claims?.[kind] ?? null);
  };
  return openClaims(ids, { identities, claims: { phone: newest("phone"), email: newest("email") } });
}

/** What somebody said about themselves, as a record of its own that is joined with what is known. Pure. */
export function collectedRecord(ids: TenantIds, { data: told }: Event<CustomerDataCollected>, id: string): Customer {
  const { channel, address, at } = told;
  const own = identityOf(channel, address);
  const vouched = isVouchedFor(own.kind);
  const toldBy = customerIdOf(ids, channel, address);
  const fields = Object.entries(told.fields).map(([field, value]): [string, CollectedField] => [
    field,
    { ...value, vouched, toldBy, at },
  ]);
  const named = told.identities.map(({ kind, value }): KnownIdentity => ({ kind, value, verified: false, at }));
  const proven = told.proven.map(
    ({ kind, value }): KnownIdentity => ({ kind, value, verified: true, proof: "code", at }),
  );
  return {
    ...newCustomer(id, at),
    name: told.fields.name?.value ?? null,
    identities: [{ ...own, verified: vouched, at }, ...named, ...proven],
    fields: Object.fromEntries(fields),
    consents: told.consents.map((consent) => ({ ...consent, channel, at })),
  };
}
