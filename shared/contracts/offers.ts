import { OfferTerms } from "../events/index.ts";
import type { Documents } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import { readModel } from "./read-model.ts";

/** Offers made to customers. The insights engine owns these documents and stores `OfferTerms` with each outcome. */
export const madeOffers = readModel({
  name: "offers",
  state: OfferTerms.pick({ customerId: true, madeAt: true }),
  indexes: [["customerId", "madeAt desc"]],
});

/** Whether a customer has received an offer since `since`, on any channel. Costs one query. */
export async function wasOfferedSince(
  documents: Documents,
  tenantId: TenantId,
  { customerId, since }: { readonly customerId: string; readonly since: Date },
): Promise<boolean> {
  const { items } = await documents.query(tenantId, madeOffers, {
    where: [
      ["state.customerId", "==", customerId],
      ["state.madeAt", ">=", since.toISOString()],
    ],
    orderBy: { field: "state.madeAt", direction: "desc" },
    limit: 1,
  });
  return items.length > 0;
}
