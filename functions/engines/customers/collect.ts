import { type Customer, customers, newCustomer } from "../../../shared/customers/customer.ts";
import { customerIdOf, customerIdOfIdentity, identityOf, isVouchedFor } from "../../../shared/customers/identity.ts";
import { type CustomerSnapshot, readStoredCustomer, writeCustomer } from "../../../shared/customers/store.ts";
import { type CustomerDataCollected, customerDataCollected } from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { type Decision, type Event, newEvent, step } from "../../../shared/runtime/step.ts";
import { recordOf } from "./collected.ts";
import { joinCustomers, mergedAway } from "./join.ts";

/**
 * Keeps what a customer told of themselves, and makes one person of the records that turn out to be the same one: all in
 * one commit, whoever else writes to any of them meanwhile.
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
      const all = [recordOf(data, person.id), ...absorbed.map(({ state }) => state)].reduce(joinCustomers, person);
      return {
        document: { ...all, updatedAt: at },
        writes: absorbed.map((alias) => writeCustomer(alias, mergedAway(alias.state, person.id, at))),
      };
    },
  });
}

/** Under which other ids the same person may be known: by the channel's own address, and by what they named. */
function aliasesOf({ tenantId, data }: Event<CustomerDataCollected>): readonly string[] {
  const named = data.identities.map(({ kind, value }) => customerIdOfIdentity(tenantId, kind, value));
  const own = customerIdOf(tenantId, data.channel, data.address);
  return [...new Set([own, ...named])].filter((id) => id !== data.personId);
}

/**
 * Customers bring themselves along. What they merely name comes along where their own channel vouches for who they are, or
 * where nobody else has proven it theirs: naming two numbers in a web page must not join the people who wrote from them.
 */
function mayAbsorb(
  { state }: CustomerSnapshot,
  { own, vouched }: { readonly own: string; readonly vouched: boolean },
): boolean {
  if (state.id === own) return true;
  return state.mergedInto === null && (vouched || !state.identities.some(({ verified }) => verified));
}
