import { Problem } from "../../../shared/http/problem.ts";
import type { Documents, Stored } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { type WebhookEndpoint, webhookEndpoints } from "./webhook-endpoint.ts";

/** @throws Problem 404 `webhook-endpoint-not-found`, also for another tenant's, and for one that no configuration names any more. */
export async function requireEndpoint(
  documents: Documents,
  tenantId: TenantId,
  id: string,
): Promise<Stored<WebhookEndpoint>> {
  const stored = await documents.get(tenantId, webhookEndpoints, id);
  if (!stored || stored.data.dropped)
    throw new Problem(404, "webhook-endpoint-not-found", `There is no webhook endpoint "${id}".`);
  return stored;
}
