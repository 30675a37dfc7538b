import { absent, type Documents, put, type Stored, type Write } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import { newOwned, type Owned } from "../runtime/owned-document.ts";
import { type Customer, customers, newCustomer } from "./customer.ts";

/** A customer as read, with what is needed to write it in the same commit as something else. */
export interface KnownCustomer {
  readonly state: Customer;
  readonly stored: Stored<Owned<Customer>> | undefined;
}

/** The customer of this id, or the one they were merged into; a new one where there is none. One or two reads. */
export async function readCustomer(
  documents: Documents,
  tenantId: TenantId,
  id: string,
  now: Date,
): Promise<KnownCustomer> {
  const stored = await documents.get(tenantId, customers.collection, id);
  const mergedInto = stored?.data.state.mergedInto;
  if (mergedInto) return readCustomer(documents, tenantId, mergedInto, now);
  return { state: stored?.data.state ?? newCustomer(id, now.toISOString()), stored };
}

/** A write for a step's `records`: the whole decision meets a conflict when the customer changed meanwhile. */
export function writeCustomer({ stored }: KnownCustomer, next: Customer): Write {
  const data = stored ? { ...stored.data, state: next } : newOwned(next);
  return put(customers.collection, next.id, data, { ifVersion: stored?.version ?? absent });
}

/** What stands under this very id, whoever it was merged into. */
export async function readAsStored(
  documents: Documents,
  tenantId: TenantId,
  id: string,
  now: Date,
): Promise<KnownCustomer> {
  const stored = await documents.get(tenantId, customers.collection, id);
  return { state: stored?.data.state ?? newCustomer(id, now.toISOString()), stored };
}
