import { activeConfigsOf } from "../../shared/config/active-configs.ts";
import type { ConfigVersions } from "../../shared/config/versions.ts";
import { hasReceiver } from "../../shared/contracts/chosen-events.ts";
import { hasStoredReceiver } from "../../shared/contracts/webhook-receivers.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import type { TenantId } from "../../shared/platform/tenant.ts";

/**
 * Whether a tenant has a server that receives events: an endpoint made through the API, or the `webhook_url` of an
 * integration; or Google Analytics, which gets the same notices. Turns publish their notices only then, so that other
 * tenants' turns cost nothing more. The answer is a few seconds old, unless this process has changed it.
 */
export function webhookReceiverCheck(dependencies: {
  readonly documents: Documents;
  readonly configs: Pick<ConfigVersions, "pointers" | "parsed">;
}): (tenantId: TenantId) => Promise<boolean> {
  const { documents, configs } = dependencies;

  async function isConfigured(tenantId: TenantId): Promise<boolean> {
    const integrations = (await activeConfigsOf(configs, tenantId)).flatMap((config) => config.integrations.available);
    return integrations.some(({ type, config }) => type === "analytics" || config.webhook_url !== undefined);
  }

  return (tenantId) =>
    hasReceiver(
      documents,
      tenantId,
      async () => (await isConfigured(tenantId)) || (await hasStoredReceiver(documents, tenantId)),
    );
}
