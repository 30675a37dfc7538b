import { Problem } from "../../../shared/http/problem.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";

/** How many connections of a kind are open at once in this process. */
export interface CapacityLimits {
  readonly perSession: number;
  readonly perTenant: number;
  readonly perProcess: number;
}

export interface Capacity {
  /**
   * Takes a place until the returned function is called.
   * @throws Problem 409 `session-busy`, 429 `tenant-full` or 503 `process-full`.
   */
  take(tenantId: TenantId, sessionId: string): () => void;
}

/** What the places are for, in an error's words: "calls". */
export function capacity(what: string, limits: CapacityLimits): Capacity {
  const taken = new Map<string, number>();
  const count = (key: string) => taken.get(key) ?? 0;
  const add = (key: string, amount: number) => {
    const next = count(key) + amount;
    if (next === 0) taken.delete(key);
    else taken.set(key, next);
  };
  return {
    take(tenantId, sessionId) {
      const tenant = `tenant/${tenantId}`;
      const keys = ["process", tenant, `session/${tenantId}/${sessionId}`];
      const [, , session = ""] = keys;
      if (count(session) >= limits.perSession)
        throw new Problem(409, "session-busy", `This session has as many ${what} as it may have: end one first.`);
      if (count(tenant) >= limits.perTenant)
        throw new Problem(429, "tenant-full", `All ${what} of this client are taken. Try again in a minute.`, retryIn);
      if (count("process") >= limits.perProcess)
        throw new Problem(503, "process-full", `All ${what} are taken. Try again in a minute.`, retryIn);
      for (const key of keys) add(key, 1);
      let open = true;
      return () => {
        if (open) for (const key of keys) add(key, -1);
        open = false;
      };
    },
  };
}

const retryIn = { headers: { "Retry-After": "60" } };
