import { activeConfigsOf } from "../../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import { type Entity, entityOf } from "../../../../shared/knowledge/graph/entities.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";

/** What a tenant's active configurations name: what customers can pay for, and what the knowledge entries are about. */
export function configuredEntities({ configs }: { readonly configs: Pick<ConfigVersions, "pointers" | "parsed"> }) {
  return async (tenantId: TenantId): Promise<readonly Entity[]> => {
    const active = await activeConfigsOf(configs, tenantId);
    const named = active.flatMap((config) => [
      ...config.catalogue.map(({ name }) => entityOf(name, "catalogue")),
      ...config.knowledge.map(({ title }) => entityOf(title, "configured")),
    ]);
    return named.filter((entity) => entity !== undefined);
  };
}
