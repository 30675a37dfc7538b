import type { TenantId } from "../../platform/tenant.ts";
import type { TenantConfig } from "../schema.ts";
import type { ConfigVersions } from "./versions.ts";

/** A tenant's active configurations, or the one of this name. At most a second old. */
export async function activeConfigsOf(
  configs: Pick<ConfigVersions, "pointers" | "parsed">,
  tenantId: TenantId,
  configName?: string,
): Promise<readonly TenantConfig[]> {
  const active = Object.entries((await configs.pointers(tenantId))?.byName ?? {});
  const selected = active.filter(([name]) => configName === undefined || name === configName);
  return Promise.all(selected.map(([name, { version }]) => configs.parsed(tenantId, name, version)));
}
