import { type Customer, customers, newCustomer } from "../../../../shared/customers/customer.ts";
import { identityOf } from "../../../../shared/customers/identity.ts";
import { joinCustomers, mergeTombstone } from "../../../../shared/customers/join.ts";
import { type Identity, personIdOf } from "../../../../shared/customers/person.ts";
import { type CustomerSnapshot, readOwner, writeCustomer } from "../../../../shared/customers/store.ts";
import { type CustomerDataCollected, consentChanged, customerDataCollected } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { type Decision, type Event, newEvent, step } from "../../../../shared/runtime/step.ts";
import { journalled } from "../merging/merge.ts";
import { claimsAfter, collectedRecord } from "./collected.ts";

interface Gathered {
  readonly ids: TenantIds;
  readonly proven: readonly CustomerSnapshot[];
}

/**
 * Keeps what customers say about themselves in their own record. An address that they merely name is a claim: it stands
 * beside what is known and opens no other record. Records become one only when the customer has proven that both
 * addresses are theirs. Everything is one commit, whoever else writes to any of the records meanwhile.
 */
export function collectStep({ platform: { documents } }: { readonly platform: { readonly documents: Documents } }) {
  return step<CustomerDataCollected, Customer, Gathered>({
    name: "customers-collect",
    on: customerDataCollected,
    publishes: [customerDataCollected, consentChanged],
    document: customers,
    // The event's own `personId` is not asked: an older release put the id of a claimed address there.
    documentId: async (event) => personIdIn(await documents.ids(event.tenantId), event),

    async gather(_person, event, ctx) {
      const { tenantId } = event;
      const found = await Promise.all(
        provenIn(event).map((identity) => readOwner(documents, { tenantId, ...identity, now: ctx.now })),
      );
      const proven = [...new Map(found.map((each) => [each.state.id, each])).values()];
      return { ids: await documents.ids(tenantId), proven };
    },

    decide(before, event, { ids, proven }, now): Decision<Customer> {
      const { data } = event;
      const at = now.toISOString();
      const person = before ?? newCustomer(personIdIn(ids, event), data.at);
      if (person.mergedInto !== null) {
        const moved = { ...data, personId: person.mergedInto, movedTo: person.mergedInto };
        return { document: person, publish: [newEvent(customerDataCollected, moved.personId, moved)] };
      }
      const absorbed = proven.filter(({ state }) => state.id !== person.id);
      const all = [collectedRecord(ids, event, person.id), ...absorbed.map(({ state }) => state)].reduce(
        joinCustomers,
        person,
      );
      const { conversationId, channel } = data;
      return {
        document: { ...all, claims: claimsAfter(ids, event, all), updatedAt: at },
        writes: absorbed.flatMap((other) => {
          const merge = { into: person.id, from: other.state.id, at, conversationId };
          return [
            ...writeCustomer(other, mergeTombstone(other.state, person.id, at)),
            journalled({ ...merge, before: { into: person, from: other.state } }, event.id),
          ];
        }),
        publish: data.consents.map((consent) =>
          newEvent(consentChanged, conversationId, {
            customerId: person.id,
            conversationId,
            channel,
            ...consent,
            at: data.at,
          }),
        ),
      };
    },
  });
}

function personIdIn(ids: TenantIds, { data }: Event<CustomerDataCollected>): string {
  return data.movedTo ?? personIdOf(ids, data, data.proven);
}

/** The addresses that this customer has: the channel's own one, and those just proven. */
function provenIn({ data }: Event<CustomerDataCollected>): readonly Identity[] {
  return [identityOf(data.channel, data.address), ...data.proven];
}
