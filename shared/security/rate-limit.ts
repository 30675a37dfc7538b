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

const minuteSeconds = 60;
const hourSeconds = 3600;

/** The calls that a tenant may make. Without `perHour` there is no limit per hour. */
export interface TenantLimits {
  readonly perMinute: number;
  readonly perHour?: number;
}

export interface RateLimits {
  readonly tenantPerMinute: number;
  readonly tenantPerHour?: number;
  readonly keyPerMinute: number;
  /** The limits of tenants with their own, by id. */
  readonly ofTenant?: Readonly<Record<string, TenantLimits>>;
}

/** One quota: a limit over a window. Its name stands in `RateLimit` and `RateLimit-Policy`. */
interface Quota {
  readonly name: string;
  readonly limiter: RateLimiterMemory;
}

/**
 * Limits calls per minute and per hour for a whole tenant, and per minute for each of its keys or token subjects.
 * Counted in this process's memory, so a deployment's limit is this times its instances. The load balancer throttles
 * before that.
 */
export function rateLimiter(limits: RateLimits): RateLimiter {
  const key: Quota = { name: "key", limiter: counter(limits.keyPerMinute, minuteSeconds) };
  const tenants = quotasOf({ perMinute: limits.tenantPerMinute, ...perHourOf(limits.tenantPerHour) });
  const ownQuotas = new Map(Object.entries(limits.ofTenant ?? {}).map(([id, own]) => [id, quotasOf(own)]));

  return {
    async consume({ tenantId, rateKey }) {
      const own = ownQuotas.get(tenantId) ?? tenants;
      const policy = [...own, key].map(({ name, limiter }) => `"${name}";q=${limiter.points};w=${limiter.duration}`);
      // The key is counted first: a key over its own limit must not use up its tenant's remaining calls.
      let nearest: { readonly name: string; readonly result: RateLimiterRes } | undefined;
      for (const { name, limiter } of [key, ...own]) {
        const { exceeded, result } = await count(limiter, name === "key" ? `${tenantId}/${rateKey}` : tenantId);
        if (exceeded) return decision(policy.join(", "), name, result, false);
        if (nearest === undefined || result.remainingPoints <= nearest.result.remainingPoints)
          nearest = { name, result };
      }
      if (nearest === undefined) throw new Error("There is no quota");
      return decision(policy.join(", "), nearest.name, nearest.result, true);
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

/** The quotas of a tenant, the shortest window first. */
function quotasOf({ perMinute, perHour }: TenantLimits): readonly Quota[] {
  const minute = { name: "tenant", limiter: counter(perMinute, minuteSeconds) };
  return perHour === undefined ? [minute] : [minute, { name: "tenant-hour", limiter: counter(perHour, hourSeconds) }];
}

function perHourOf(perHour: number | undefined): Pick<TenantLimits, "perHour"> {
  return perHour === undefined ? {} : { perHour };
}

function counter(points: number, duration: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration });
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
