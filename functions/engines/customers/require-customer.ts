import { type CustomerSnapshot, readCustomer } from "../../../shared/customers/store.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";

/** Reads the customer with this id, or the customer it was merged into. @throws Problem 404 `customer-not-found` */
export async function requireCustomer(
  documents: Documents,
  tenantId: TenantId,
  id: string,
  now: Date,
): Promise<CustomerSnapshot> {
  const customer = await readCustomer(documents, tenantId, id, now);
  if (!customer.stored) throw new Problem(404, "customer-not-found", `There is no customer "${id}".`);
  return customer;
}
