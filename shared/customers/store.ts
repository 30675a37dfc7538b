import type { IdentityKind } from "../channels/definitions.ts";
import type { ChannelType } from "../events/conversation/conversation.ts";
import { absent, type Documents, put, type Stored, type Write } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import { newOwned, type Owned } from "../runtime/owned-document.ts";
import { type Customer, customers, newCustomer } from "./customer.ts";
import { customerIdOfIdentity, earlierIdsOf, identityOf, type Sender, senderKeyOf } from "./identity.ts";
import { joinCustomers, mergeTombstone } from "./join.ts";

/** A customer as read, with the stored version that `writeCustomer` needs. */
export interface CustomerSnapshot {
  readonly state: Customer;
  readonly stored: Stored<Owned<Customer>> | undefined;
  /** Records of the same address in another spelling. `state` holds them, and the next write ends them. */
  readonly absorbed?: readonly Stored<Owned<Customer>>[];
}

/** The customer of this id, or the one they were merged into, or a new one. Costs one or two reads. */
export async function readCustomer(
  documents: Documents,
  tenantId: TenantId,
  id: string,
  now: Date,
): Promise<CustomerSnapshot> {
  const stored = await documents.get(tenantId, customers.collection, id);
  const mergedInto = stored?.data.state.mergedInto;
  if (mergedInto) return readCustomer(documents, tenantId, mergedInto, now);
  return { state: stored?.data.state ?? newCustomer(id, now.toISOString()), stored };
}

/**
 * The owner of an address. An earlier release may have stored them twice, once for each spelling of a phone number; then
 * both count. Costs a further read for numbers that have two spellings, and for no other.
 */
export async function readOwner(
  documents: Documents,
  of: { readonly tenantId: TenantId; readonly kind: IdentityKind; readonly value: string; readonly now: Date },
): Promise<CustomerSnapshot> {
  const { tenantId, kind, value, now } = of;
  const ids = await documents.ids(tenantId);
  const [current, ...earlier] = await Promise.all([
    readCustomer(documents, tenantId, customerIdOfIdentity(ids, kind, value), now),
    ...earlierIdsOf(ids, kind, value).map((id) => readCustomer(documents, tenantId, id, now)),
  ]);
  const absorbed = earlier.flatMap(({ stored }) => (stored && stored.id !== current.state.id ? [stored] : []));
  if (absorbed.length === 0) return current;
  const state = absorbed.map(({ data }) => data.state).reduce(joinCustomers, current.state);
  return { ...current, state, absorbed };
}

/** The customer whose conversation it is, by the address that the channel knows. */
export function readCustomerOf(
  documents: Documents,
  tenantId: TenantId,
  conversation: { readonly channel: ChannelType; readonly customer: Sender },
  now: Date,
): Promise<CustomerSnapshot> {
  return readOwner(documents, {
    tenantId,
    ...identityOf(conversation.channel, senderKeyOf(conversation.customer)),
    now,
  });
}

/** Writes for a step's `writes`. The step's commit fails with a conflict when the customer has changed since. */
export function writeCustomer({ stored, absorbed = [] }: CustomerSnapshot, next: Customer): readonly Write[] {
  const data = stored ? { ...stored.data, state: next } : newOwned(next);
  return [
    put(customers.collection, next.id, data, { ifVersion: stored?.version ?? absent }),
    ...absorbed.map((each) => {
      const state = mergeTombstone(each.data.state, next.id, next.updatedAt);
      return put(customers.collection, each.id, { ...each.data, state }, { ifVersion: each.version });
    }),
  ];
}

/** The customer stored under this id, even if it was merged into another. */
export async function readStoredCustomer(
  documents: Documents,
  tenantId: TenantId,
  id: string,
  now: Date,
): Promise<CustomerSnapshot> {
  const stored = await documents.get(tenantId, customers.collection, id);
  return { state: stored?.data.state ?? newCustomer(id, now.toISOString()), stored };
}
