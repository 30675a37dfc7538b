import { type Customer, customers, newCustomer } from "../../../shared/customers/customer.ts";
import { customerIdOf, customerIdOfIdentity, identityOf, isVouchedFor } from "../../../shared/customers/identity.ts";
import { type CustomerSnapshot, readStoredCustomer, writeCustomer } from "../../../shared/customers/store.ts";
import { type CustomerDataCollected, customerDataCollected } from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { type Decision, type Event, newEvent, step } from "../../../shared/runtime/step.ts";
import { collectedRecord } from "./collected.ts";
import { joinCustomers, mergeTombstone } from "./join.ts";

/**
 * Stores data that a customer gave and merges the records that belong to the same person. One commit writes all of them; a
 * concurrent write to any record makes the step start again.
 */
export function collectStep({ platform: { documents } }: { readonly platform: { readonly documents: Documents } }) {
  return step<CustomerDataCollected, Customer, readonly CustomerSnapshot[]>({
    name: "customers-collect",
    on: customerDataCollected,
    document: customers,
    documentId: ({ data }) => data.personId,

    async gather(_person, event, ctx) {
      const ids = aliasesOf(event);
      return Promise.all(ids.map((id) => readStoredCustomer(documents, event.tenantId, id, ctx.now)));
    },

    decide(before, event, aliases, now): Decision<Customer> {
      const { data } = event;
      const at = now.toISOString();
      const person = before ?? newCustomer(data.personId, data.at);
      if (person.mergedInto !== null) {
        const moved = { ...data, personId: person.mergedInto };
        return { document: person, publish: [newEvent(customerDataCollected, moved.personId, moved)] };
      }
      const own = customerIdOf(event.tenantId, data.channel, data.address);
      const vouched = isVouchedFor(identityOf(data.channel, data.address).kind);
      const absorbed = aliases.filter(
        (alias) => alias.state.mergedInto !== person.id && mayAbsorb(alias, { own, vouched }),
      );
      const all = [collectedRecord(data, person.id), ...absorbed.map(({ state }) => state)].reduce(
        joinCustomers,
        person,
      );
      return {
        document: { ...all, updatedAt: at },
        writes: absorbed.map((alias) => writeCustomer(alias, mergeTombstone(alias.state, person.id, at))),
      };
    },
  });
}

/** Other ids of the same person: from the channel's address and from the identities they gave. */
function aliasesOf({ tenantId, data }: Event<CustomerDataCollected>): readonly string[] {
  const named = data.identities.map(({ kind, value }) => customerIdOfIdentity(tenantId, kind, value));
  const own = customerIdOf(tenantId, data.channel, data.address);
  return [...new Set([own, ...named])].filter((id) => id !== data.personId);
}

/**
 * A person always absorbs the record of their own address. A record they only named is absorbed if their channel verifies
 * identity, or if that record has no verified identity. Otherwise, naming two numbers in a web chat would merge the two
 * people who wrote from them.
 */
function mayAbsorb(
  { state }: CustomerSnapshot,
  { own, vouched }: { readonly own: string; readonly vouched: boolean },
): boolean {
  if (state.id === own) return true;
  return state.mergedInto === null && (vouched || !state.identities.some(({ verified }) => verified));
}
