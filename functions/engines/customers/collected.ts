import {
  type CollectedField,
  type Customer,
  type KnownIdentity,
  newCustomer,
} from "../../../shared/customers/customer.ts";
import { identityOf, isVouchedFor } from "../../../shared/customers/identity.ts";
import type { CustomerDataCollected } from "../../../shared/events/index.ts";

/** Converts collected data to a customer record, ready to be joined with the person's record. Pure. */
export function collectedRecord(collected: CustomerDataCollected, id: string): Customer {
  const { channel, address, at } = collected;
  const own = identityOf(channel, address);
  const vouched = isVouchedFor(own.kind);
  const fields = Object.entries(collected.fields).map(([field, value]): [string, CollectedField] => [
    field,
    { ...value, vouched, at },
  ]);
  const named = collected.identities.map(({ kind, value }): KnownIdentity => ({ kind, value, verified: false, at }));
  return {
    ...newCustomer(id, at),
    name: collected.fields.name?.value ?? null,
    identities: [{ ...own, verified: vouched, at }, ...named],
    fields: Object.fromEntries(fields),
    consents: collected.consents.map((consent) => ({ ...consent, channel, at })),
  };
}
