import { absent, type Documents, put, type Stored, type Write } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import { newOwned, type Owned } from "../runtime/owned-document.ts";
import { type Customer, customers, newCustomer } from "./customer.ts";

/** A customer as read, with the stored version that `writeCustomer` needs. */
export interface CustomerSnapshot {
  readonly state: Customer;
  readonly stored: Stored<Owned<Customer>> | undefined;
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

/** A write for a step's `writes`. The step's commit fails with a conflict when the customer has changed since. */
export function writeCustomer({ stored }: CustomerSnapshot, next: Customer): Write {
  const data = stored ? { ...stored.data, state: next } : newOwned(next);
  return put(customers.collection, next.id, data, { ifVersion: stored?.version ?? absent });
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
