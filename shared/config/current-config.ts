import type { TenantId } from "../platform/tenant.ts";
import type { TenantConfig } from "./schema.ts";

/** Where configurations are read: `Composition` has both. */
export interface ConfigSource {
  /** @throws TerminalError `config-not-found` */
  activeConfig(tenantId: TenantId, name: string | null): Promise<{ readonly name: string; readonly version: number }>;
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
): Promise<{ readonly name: string; readonly version: number; readonly config: TenantConfig }> {
  const { name, version } = await source.activeConfig(tenantId, configName);
  return { name, version, config: await source.config(tenantId, name, version) };
}
