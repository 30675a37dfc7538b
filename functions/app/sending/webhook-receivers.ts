import { activeConfigsOf } from "../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import { hasReceiver } from "../../../shared/contracts/sending/chosen-events.ts";
import { hasStoredReceiver } from "../../../shared/contracts/sending/webhook-receivers.ts";
import { analytics } from "../../../shared/integrations/analytics.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";

type Configs = Pick<ConfigVersions, "pointers" | "parsed">;

/**
 * Whether a tenant has a server that receives events: an endpoint made through the API, or the `webhook_url` of an
 * integration. Turns publish their notices only then, so that other tenants' turns cost nothing more. The answer is a few
 * seconds old, unless this process has changed it.
 */
export function webhookReceiverCheck(dependencies: {
  readonly documents: Documents;
  readonly configs: Configs;
}): (tenantId: TenantId) => Promise<boolean> {
  const { documents, configs } = dependencies;

  async function isConfigured(tenantId: TenantId): Promise<boolean> {
    return (await integrationsOf(configs, tenantId)).some(({ config }) => config.webhook_url !== undefined);
  }

  return (tenantId) =>
    hasReceiver(
      documents,
      tenantId,
      async () => (await isConfigured(tenantId)) || (await hasStoredReceiver(documents, tenantId)),
    );
}

/** Whether a tenant has an analytics integration. It gets opened conversations, not single messages. */
export function analyticsCheck(configs: Configs): (tenantId: TenantId) => Promise<boolean> {
  return async (tenantId) => (await integrationsOf(configs, tenantId)).some(({ type }) => type === analytics.kind);
}

async function integrationsOf(configs: Configs, tenantId: TenantId) {
  return (await activeConfigsOf(configs, tenantId)).flatMap((config) => config.integrations.available);
}
