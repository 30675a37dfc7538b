import type { Keys } from "../../platform/keys.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { IntegrationSections } from "../../schema/capability.ts";
import { secretValue } from "../../security/secrets/secret-value.ts";

/**
 * A tenant's key for a provider, read from the keys port at the time of the call. It comes from the integration of that
 * name, else from the first integration that has one, else from the tenant's secret of the default name. Undefined when
 * there is none.
 * @throws TerminalError `secret-missing` where the configuration names a secret that is not set.
 */
export async function providerKey(
  keys: Keys,
  tenantId: TenantId,
  config: IntegrationSections,
  which: {
    /** The integration's setting that names the secret. */
    readonly field: string;
    readonly account: string;
    readonly usualName: string;
  },
): Promise<string | undefined> {
  const named = config.integrations.available.flatMap((integration) => {
    if (integration.type !== "messaging") return [];
    const value: unknown = Reflect.get(integration.config, which.field);
    return typeof value !== "string" ? [] : [{ name: integration.name, value }];
  });
  const chosen = named.find(({ name }) => name === which.account) ?? named[0];
  if (!chosen) return keys.secret(tenantId, which.usualName);
  return secretValue(keys, tenantId, chosen.value, `integrations.available.${chosen.name}.${which.field}`);
}
