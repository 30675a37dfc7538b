import type { TenantId } from "../platform/tenant.ts";
import type { Source } from "./source.ts";

/** The knowledge of a tenant's agent. An implementation may keep it in memory or query a server. */
export interface Knowledge {
  /**
   * At most `k` passages that match `query`, best first; empty without a match. `base` limits the search to one
   * knowledge base; null searches all of them. An unknown base is empty.
   * @throws RetryableError when the knowledge is temporarily unavailable.
   */
  search(tenantId: TenantId, base: string | null, query: string, k: number): Promise<readonly Source[]>;
}
