import { addConsent } from "../../../shared/customers/consents.ts";
import { type Customer, customers, withAddress } from "../../../shared/customers/customer.ts";
import { customerIdOf, identityOf, isVouchedFor } from "../../../shared/customers/identity.ts";
import { newestConsent } from "../../../shared/customers/may-contact.ts";
import { type CustomerSnapshot, readOwner, writeCustomer } from "../../../shared/customers/store.ts";
import {
  consentChanged,
  type MarketingPreferenceReported,
  marketingPreferenceReported,
} from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { type Decision, type Event, type NewEvent, newEvent, step } from "../../../shared/runtime/step.ts";

/**
 * Records that a customer switched a business's marketing messages off or on at the provider, whether or not they have
 * ever written. Other messages still reach them. A STOP stands until the customer says START.
 */
export function takePreferenceStep({
  platform: { documents },
}: {
  readonly platform: { readonly documents: Documents };
}) {
  return step<MarketingPreferenceReported, Customer, CustomerSnapshot>({
    name: "customers-take-preference",
    on: marketingPreferenceReported,
    publishes: [consentChanged],
    document: customers,
    documentId: async ({ tenantId, data }) => customerIdOf(await documents.ids(tenantId), data.channel, data.address),

    gather: (_before, { tenantId, data }, { now }) =>
      readOwner(documents, { tenantId, ...identityOf(data.channel, data.address), now }),

    decide(before, event, owner): Decision<Customer> {
      const person = withPreference(owner.state, event);
      if (before === undefined || before.mergedInto === null) {
        const [, ...absorbed] = writeCustomer(owner, person);
        return { document: person, writes: absorbed, publish: noticesOf(owner.state, person, event) };
      }
      const writes = person === owner.state ? [] : writeCustomer(owner, person);
      return { document: before, writes, publish: noticesOf(owner.state, person, event) };
    },
  });
}

function noticesOf(before: Customer, after: Customer, { data }: Event<MarketingPreferenceReported>): NewEvent[] {
  if (after === before) return [];
  const { channel, granted, wording, at } = data;
  const consent = { purpose: "marketing", channel, granted, wording, at } as const;
  return [newEvent(consentChanged, after.id, { customerId: after.id, conversationId: null, ...consent })];
}

function withPreference(person: Customer, { data }: Event<MarketingPreferenceReported>): Customer {
  const { channel, address, granted, wording, at, name } = data;
  const newest = newestConsent(person, "marketing", channel);
  // Reports may arrive out of order. An older one changes nothing.
  if (newest?.channel === channel && (newest.granted === granted || newest.at > at)) return person;
  const { kind, value } = identityOf(channel, address);
  const known = withAddress(person, { kind, value, verified: isVouchedFor(kind) }, at);
  return {
    ...known,
    name: known.name ?? name,
    consents: addConsent(known.consents, { purpose: "marketing", channel, granted, wording, at }),
    updatedAt: [at, known.updatedAt].sort().at(-1) ?? at,
  };
}
