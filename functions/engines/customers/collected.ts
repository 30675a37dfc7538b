import {
  type CollectedField,
  type Customer,
  type KnownIdentity,
  newCustomer,
} from "../../../shared/customers/customer.ts";
import { identityOf, isVouchedFor } from "../../../shared/customers/identity.ts";
import type { CustomerDataCollected } from "../../../shared/events/index.ts";

/** What somebody told of themselves as a record of its own, to be joined with what is known of the person. Pure. */
export function recordOf(told: CustomerDataCollected, id: string): Customer {
  const { channel, address, at } = told;
  const own = identityOf(channel, address);
  const vouched = isVouchedFor(own.kind);
  const fields = Object.entries(told.fields).map(([field, value]): [string, CollectedField] => [
    field,
    { ...value, vouched, at },
  ]);
  const named = told.identities.map(({ kind, value }): KnownIdentity => ({ kind, value, verified: false, at }));
  return {
    ...newCustomer(id, at),
    name: told.fields.name?.value ?? null,
    identities: [{ ...own, verified: vouched, at }, ...named],
    fields: Object.fromEntries(fields),
    consents: told.consents.map((consent) => ({ ...consent, channel, at })),
  };
}
