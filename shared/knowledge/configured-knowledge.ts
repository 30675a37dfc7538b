import type { TenantId } from "../platform/tenant.ts";
import type { KnowledgeEntry } from "./entry.ts";
import type { Knowledge } from "./knowledge.ts";
import { retrieve } from "./retrieve.ts";

/**
 * The knowledge from a tenant's configuration, searched in memory by words. Each base is indexed once, at its first
 * search.
 * @throws Error from `search` for any tenant other than the configuration's own.
 */
export function configuredKnowledge(owner: TenantId, entries: readonly KnowledgeEntry[]): Knowledge {
  const bases = Map.groupBy(entries, ({ base }) => base);
  return {
    async search(tenantId, base, query, k) {
      if (tenantId !== owner) throw new Error(`${tenantId} must not search the knowledge of ${owner}.`);
      return retrieve(base === null ? entries : (bases.get(base) ?? []), query, k);
    },
  };
}
