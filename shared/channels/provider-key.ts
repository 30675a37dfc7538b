import type { Keys } from "../platform/keys.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { IntegrationSections } from "../schema/capability.ts";
import { secretValue } from "../security/secret-value.ts";

/**
 * The key a tenant's configuration names for a provider, read from the keys port now: of the integration of that name,
 * else of the first that has one, else the tenant's secret of the usual name. Undefined when none of them is there.
 * @throws TerminalError `secret-missing` where the configuration names a secret that is not set.
 */
export async function providerKey(
  keys: Keys,
  tenantId: TenantId,
  config: IntegrationSections,
  which: {
    /** Its key in the integration. */
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
