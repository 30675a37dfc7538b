import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Identity } from "./identity.ts";

type RateDecision = {
  readonly allowed: boolean;
  /** `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10); `Retry-After` when refused. */
  readonly headers: Readonly<Record<string, string>>;
};

export interface RateLimiter {
  /** Counts one call of this caller. */
  consume(identity: Identity): Promise<RateDecision>;
}

const windowSeconds = 60;

/**
 * Limits calls a minute, of a whole tenant and of each of its keys or token subjects. Counted in this process's
 * memory, so the limit of a deployment is this times its instances; the load balancer throttles before that.
 */
export function rateLimiter(limits: { readonly tenantPerMinute: number; readonly keyPerMinute: number }): RateLimiter {
  const tenants = new RateLimiterMemory({ points: limits.tenantPerMinute, duration: windowSeconds });
  const keys = new RateLimiterMemory({ points: limits.keyPerMinute, duration: windowSeconds });
  const policy = `"tenant";q=${limits.tenantPerMinute};w=${windowSeconds}, "key";q=${limits.keyPerMinute};w=${windowSeconds}`;

  return {
    async consume(identity) {
      // The key first: a key over its own limit must not eat up what its tenant has left.
      const key = await count(keys, `${identity.tenantId}/${identity.rateKey}`);
      if (key.exceeded) return decision("key", key.result, false);
      const tenant = await count(tenants, identity.tenantId);
      if (tenant.exceeded) return decision("tenant", tenant.result, false);
      const nearer = key.result.remainingPoints < tenant.result.remainingPoints ? "key" : "tenant";
      return decision(nearer, nearer === "key" ? key.result : tenant.result, true);
    },
  };

  function decision(name: string, result: RateLimiterRes, allowed: boolean): RateDecision {
    const resetSeconds = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
    const headers: Record<string, string> = {
      "RateLimit-Policy": policy,
      RateLimit: `"${name}";r=${result.remainingPoints};t=${resetSeconds}`,
    };
    if (!allowed) headers["Retry-After"] = String(resetSeconds);
    return { allowed, headers };
  }
}

/** The library rejects with the same result object it resolves with; here both are values. */
async function count(
  limiter: RateLimiterMemory,
  key: string,
): Promise<{ readonly exceeded: boolean; readonly result: RateLimiterRes }> {
  try {
    return { exceeded: false, result: await limiter.consume(key) };
  } catch (error) {
    if (error instanceof RateLimiterRes) return { exceeded: true, result: error };
    throw error;
  }
}
