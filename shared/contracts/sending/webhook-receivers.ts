import { z } from "zod";
import type { Collection, Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";

/** The tenants' own servers that are told of events. The webhooks engine owns these documents. */
export const webhookReceivers: Collection<{ readonly id: string }> = {
  name: "webhook-endpoints",
  schema: z.object({ id: z.string() }),
  indexes: [["createdAt"]],
  confidential: true,
  personal: "declared-by-owner",
};

/** Whether a server of the tenant is stored, even a disabled one. Costs one query. */
export async function hasStoredReceiver(documents: Documents, tenantId: TenantId): Promise<boolean> {
  const order = { field: "createdAt", direction: "asc" } as const;
  return (await documents.query(tenantId, webhookReceivers, { orderBy: order, limit: 1 })).items.length > 0;
}
