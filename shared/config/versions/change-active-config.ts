import { type Documents, put } from "../../platform/documents.ts";
import { platformScope, type TenantId } from "../../platform/tenant.ts";
import { retryConflicts } from "../../platform/version-conflicts.ts";
import { type ActiveConfig, type ActiveConfigs, activeConfigs } from "./version-documents.ts";

/** What stands at the pointer after a change. `config` is undefined where no configuration of that name is active. */
export interface PointerState {
  readonly active: ActiveConfigs | undefined;
  readonly config: ActiveConfig | undefined;
}

/**
 * Changes what stands at the pointer of one configuration, or leaves it: `change` returns undefined for what must stay.
 * @throws VersionConflict when others keep changing it
 */
export async function changeActiveConfig(
  documents: Documents,
  { tenantId, name }: { readonly tenantId: TenantId; readonly name: string },
  change: (config: ActiveConfig) => ActiveConfig | undefined,
): Promise<PointerState> {
  return retryConflicts(async () => {
    const stored = await documents.get(platformScope, activeConfigs, tenantId);
    const config = stored?.data.byName[name];
    const next = config && change(config);
    if (!stored || !next) return { active: stored?.data, config };
    const active = { ...stored.data, byName: { ...stored.data.byName, [name]: next } };
    await documents.commit(platformScope, [put(activeConfigs, tenantId, active, { ifVersion: stored.version })]);
    return { active, config: next };
  });
}
