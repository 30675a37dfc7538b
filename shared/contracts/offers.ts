import { z } from "zod";
import type { Collection, Documents } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";

const Glimpse = z.object({ state: z.object({ customerId: z.string(), madeAt: z.string() }) });

/** To read only: the insights engine owns these documents. */
const offerGlimpses: Collection<z.infer<typeof Glimpse>> = {
  name: "offers",
  schema: Glimpse,
  indexes: [["state.customerId", "state.madeAt desc"]],
  confidential: true,
};

/** Whether a customer was offered something since then, on whichever channel. One query. */
export async function wasOfferedSince(
  documents: Documents,
  tenantId: TenantId,
  { customerId, since }: { readonly customerId: string; readonly since: Date },
): Promise<boolean> {
  const { items } = await documents.query(tenantId, offerGlimpses, {
    where: [
      ["state.customerId", "==", customerId],
      ["state.madeAt", ">=", since.toISOString()],
    ],
    orderBy: { field: "state.madeAt", direction: "desc" },
    limit: 1,
  });
  return items.length > 0;
}
