import { channels } from "../../../../shared/channels/definitions.ts";
import { type Customer, customers, newCustomer, withAddress } from "../../../../shared/customers/customer.ts";
import { customerIdOf, identityOf, isVouchedFor } from "../../../../shared/customers/identity.ts";
import { joinCustomers, mergeTombstone } from "../../../../shared/customers/join.ts";
import {
  type CustomerSnapshot,
  readOwner,
  readStoredCustomer,
  writeCustomer,
} from "../../../../shared/customers/store.ts";
import {
  type ChannelType,
  type CustomerNumberChanged,
  customerNumberChanged,
} from "../../../../shared/events/index.ts";
import type { Documents, Write } from "../../../../shared/platform/documents.ts";
import { type Decision, step } from "../../../../shared/runtime/step.ts";

interface Records {
  readonly oldNumberId: string;
  /** The person under the old number. */
  readonly old: CustomerSnapshot;
  /** The document of the old number itself, where it leads to another record. */
  readonly atOldNumber: CustomerSnapshot;
  /** Who is known under the new number. */
  readonly there: CustomerSnapshot;
}

/** Meta's times are whole seconds. */
const secondMs = 1_000;

/**
 * Takes a customer's record along to another number: name, fields, consents, opt-outs. Meta's signed word proves that the
 * same account had both numbers. The next owner of the old number starts anew. Only opt-outs of the old number's other
 * channels stay there too: who reads SMS there now is unknown.
 */
export function followNumberStep({
  platform: { documents },
}: {
  readonly platform: { readonly documents: Documents };
}) {
  return step<CustomerNumberChanged, Customer, Records>({
    name: "customers-follow-number",
    on: customerNumberChanged,
    document: customers,
    documentId: async ({ tenantId, data }) => customerIdOf(await documents.ids(tenantId), data.channel, data.to),

    async gather(_there, { tenantId, data: { channel, from, to } }, { now }) {
      const oldNumberId = customerIdOf(await documents.ids(tenantId), channel, from);
      const at = (address: string) => readOwner(documents, { tenantId, ...identityOf(channel, address), now });
      const [old, atOldNumber, there] = await Promise.all([
        at(from),
        readStoredCustomer(documents, tenantId, oldNumberId, now),
        at(to),
      ]);
      return { oldNumberId, old, atOldNumber, there };
    },

    decide(document, { data }, { oldNumberId, old, atOldNumber, there }, now): Decision<Customer> | undefined {
      const isKnown = old.stored !== undefined || old.absorbed !== undefined;
      const isNextOwner = Date.parse(old.state.createdAt) >= Date.parse(data.at) + secondMs;
      if (!isKnown || isNextOwner || old.state.id === there.state.id) return undefined;
      const { channel, from, to } = data;
      const left = identityOf(channel, from);
      const own = identityOf(channel, to);
      const at = now.toISOString();
      const leaving = {
        ...old.state,
        identities: old.state.identities.filter(({ kind, value }) => kind !== left.kind || value !== left.value),
      };
      const joined = joinCustomers(there.state, leaving);
      const person: Customer = {
        ...withAddress(joined, { ...own, verified: isVouchedFor(own.kind) }, data.at),
        // Data under the old number's id is the next owner's from now on.
        mergedFrom: joined.mergedFrom.filter((id) => id !== oldNumberId),
        updatedAt: at,
      };
      const anew = { ...newCustomer(oldNumberId, at), optOuts: staying(old.state, channel) };
      const writes = [
        ...writeCustomer(atOldNumber, anew),
        ...(old.stored && old.state.id !== oldNumberId
          ? writeCustomer({ ...old, absorbed: [] }, mergeTombstone(old.state, person.id, at))
          : []),
      ];
      return withPerson(document, person, { there, writes });
    },
  });
}

/** The step's own document is the record of the new number, or what is left of it after a merge. */
function withPerson(
  document: Customer | undefined,
  person: Customer,
  { there, writes }: { readonly there: CustomerSnapshot; readonly writes: readonly Write[] },
): Decision<Customer> {
  const [own, ...absorbed] = writeCustomer(there, person);
  if (document === undefined || document.mergedInto === null)
    return { document: person, writes: [...absorbed, ...writes] };
  return { document, writes: own ? [own, ...absorbed, ...writes] : writes };
}

function staying({ optOuts }: Customer, moved: ChannelType): Customer["optOuts"] {
  const { kind } = channels[moved].identity;
  const others = (Object.entries(optOuts) as [ChannelType, string][]).filter(
    ([channel]) => channel !== moved && channels[channel].identity.kind === kind,
  );
  return Object.fromEntries(others);
}
