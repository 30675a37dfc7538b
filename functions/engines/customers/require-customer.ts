import { newCustomer } from "../../../shared/customers/customer.ts";
import { withChannelAddress } from "../../../shared/customers/identity.ts";
import { type CustomerSnapshot, readCustomer } from "../../../shared/customers/store.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { conversationsOf } from "./rights/person-keys.ts";

/**
 * The customer with this id, or the customer it was merged into. Somebody who has only chatted has no document yet: then
 * the record is made of what their conversations know, and the first write stores it.
 * @throws Problem 404 `customer-not-found`
 */
export async function requireCustomer(
  documents: Documents,
  tenantId: TenantId,
  id: string,
  now: Date,
): Promise<CustomerSnapshot> {
  const customer = await readCustomer(documents, tenantId, id, now);
  if (customer.stored) return customer;
  for await (const conversation of conversationsOf(documents, tenantId, [id])) {
    const at = conversation.lastInboundAt ?? now.toISOString();
    return { ...customer, state: withChannelAddress(newCustomer(id, at), conversation, at) };
  }
  throw new Problem(404, "customer-not-found", `There is no customer "${id}".`);
}
