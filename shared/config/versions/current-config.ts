import type { SessionConfig } from "../../contracts/conversation/session-config.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { TenantConfig } from "../schema.ts";

/** Where configurations are read: `Composition` has both. */
export interface ConfigSource {
  /**
   * The version for the customer's new session, or the active one without a customer.
   * @throws TerminalError `config-not-found`
   */
  activeConfig(tenantId: TenantId, name: string | null, customerId?: string): Promise<SessionConfig>;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}

/**
 * The tenant's active configuration, or the active version of the named one.
 * @throws TerminalError `config-not-found`
 */
export async function currentConfig(
  source: ConfigSource,
  tenantId: TenantId,
  configName: string | null,
  customerId?: string,
): Promise<{ readonly name: string; readonly version: number; readonly config: TenantConfig }> {
  const { name, version } = await source.activeConfig(tenantId, configName, customerId);
  return { name, version, config: await source.config(tenantId, name, version) };
}
