import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Caller } from "./identity.ts";

type RateDecision = {
  readonly allowed: boolean;
  /** `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10); `Retry-After` when refused. */
  readonly headers: Readonly<Record<string, string>>;
};

export interface RateLimiter {
  /** Counts one call of this caller. */
  consume(identity: Caller): Promise<RateDecision>;
}

const windowSeconds = 60;

export interface RateLimits {
  readonly tenantPerMinute: number;
  readonly keyPerMinute: number;
  /** The limits of tenants with their own, by id. */
  readonly ofTenant?: Readonly<Record<string, number>>;
}

/**
 * Limits calls per minute for a whole tenant and for each of its keys or token subjects. Counted in this process's
 * memory, so a deployment's limit is this times its instances. The load balancer throttles before that.
 */
export function rateLimiter(limits: RateLimits): RateLimiter {
  const tenants = perMinute(limits.tenantPerMinute);
  const keys = perMinute(limits.keyPerMinute);
  const ownLimits = new Map(Object.entries(limits.ofTenant ?? {}).map(([id, points]) => [id, perMinute(points)]));

  return {
    async consume(identity) {
      // The key is counted first: a key over its own limit must not use up its tenant's remaining calls.
      const key = await count(keys, `${identity.tenantId}/${identity.rateKey}`);
      const own = ownLimits.get(identity.tenantId) ?? tenants;
      const policy = `"tenant";q=${own.points};w=${windowSeconds}, "key";q=${keys.points};w=${windowSeconds}`;
      if (key.exceeded) return decision(policy, "key", key.result, false);
      const tenant = await count(own, identity.tenantId);
      if (tenant.exceeded) return decision(policy, "tenant", tenant.result, false);
      const nearer = key.result.remainingPoints < tenant.result.remainingPoints ? "key" : "tenant";
      return decision(policy, nearer, nearer === "key" ? key.result : tenant.result, true);
    },
  };

  function decision(policy: string, name: string, result: RateLimiterRes, allowed: boolean): RateDecision {
    const resetSeconds = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
    const headers: Record<string, string> = {
      "RateLimit-Policy": policy,
      RateLimit: `"${name}";r=${result.remainingPoints};t=${resetSeconds}`,
    };
    if (!allowed) headers["Retry-After"] = String(resetSeconds);
    return { allowed, headers };
  }
}

function perMinute(points: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: windowSeconds });
}

/** The library rejects with the same result object that it resolves with. Here both are values. */
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
