import type { TenantId } from "../platform/tenant.ts";
import type { Source } from "./source.ts";

/** What a tenant's agent knows. Implementations may keep it in memory, or ask a server. */
export interface Knowledge {
  /**
   * The `k` passages that answer `query` best, best first; an empty list where nothing answers it. `base` narrows the
   * search to one knowledge base; null searches all of them. A base that does not exist holds nothing.
   * @throws RetryableError where the knowledge cannot be reached now.
   */
  search(tenantId: TenantId, base: string | null, query: string, k: number): Promise<readonly Source[]>;
}
