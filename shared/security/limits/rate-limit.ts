import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Caller } from "../tokens/identity.ts";
import type { Quota } from "./quota-window.ts";
import { type Count, fewestLeft, type TenantLimiter } from "./tenant-limiter.ts";

type RateDecision = {
  readonly allowed: boolean;
  /** `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10); `Retry-After` when refused. */
  readonly headers: Readonly<Record<string, string>>;
};

export interface RateLimiter {
  /** Counts one call of this caller. */
  consume(identity: Caller): Promise<RateDecision>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

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

/**
 * Limits calls per minute and per hour for a whole tenant over all instances, and per minute for each of its keys or
 * token subjects in this process. A tenant's limit therefore also bounds all of its keys.
 */
export function rateLimiter(limits: RateLimits, tenants: TenantLimiter): RateLimiter {
  const keys = keyLimiter(limits.keyPerMinute);
  const usual = quotasOf({ perMinute: limits.tenantPerMinute, ...perHourOf(limits.tenantPerHour) });
  const own = new Map(Object.entries(limits.ofTenant ?? {}).map(([id, ofTenant]) => [id, quotasOf(ofTenant)]));

  return {
    async consume({ tenantId, rateKey }) {
      const quotas = own.get(tenantId) ?? usual;
      const all = [...quotas, keys.quota];
      // The key is counted first: a key over its own limit must not use up its tenant's remaining calls.
      const ofKey = await keys.count(`${tenantId}/${rateKey}`);
      if (!ofKey.allowed) return { allowed: false, headers: rateHeaders(all, ofKey) };
      const { allowed, state } = await tenants.count(tenantId, quotas);
      const nearest = allowed ? fewestLeft([ofKey.state, state]) : state;
      return { allowed, headers: rateHeaders(all, { allowed, state: nearest }) };
    },
  };
}

/** `state` is that of the nearest quota. */
export function rateHeaders(quotas: readonly Quota[], { allowed, state }: Count): Readonly<Record<string, string>> {
  const resetSeconds = Math.max(1, Math.ceil(state.resetMs / 1000));
  return {
    "RateLimit-Policy": quotas
      .map(({ name, limit, windowMs }) => `"${name}";q=${limit};w=${windowMs / 1000}`)
      .join(", "),
    RateLimit: `"${state.quota.name}";r=${state.remaining};t=${resetSeconds}`,
    ...(allowed ? {} : { "Retry-After": String(resetSeconds) }),
  };
}

/** The quotas of a tenant, the shortest window first. */
function quotasOf({ perMinute, perHour }: TenantLimits): readonly Quota[] {
  const minute = { name: "tenant", limit: perMinute, windowMs: minuteMs };
  return perHour === undefined ? [minute] : [minute, { name: "tenant-hour", limit: perHour, windowMs: hourMs }];
}

function perHourOf(perHour: number | undefined): Pick<TenantLimits, "perHour"> {
  return perHour === undefined ? {} : { perHour };
}

interface KeyLimiter {
  readonly quota: Quota;
  count(key: string): Promise<Count>;
}

/** Counts in this process's memory. The library rejects with the same result object that it resolves with. */
export function keyLimiter(perMinute: number): KeyLimiter {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: minuteMs / 1000 });
  const quota = { name: "key", limit: perMinute, windowMs: minuteMs };
  const stateOf = ({ remainingPoints, msBeforeNext }: RateLimiterRes) => ({
    quota,
    remaining: remainingPoints,
    resetMs: msBeforeNext,
  });
  return {
    quota,
    async count(key) {
      try {
        return { allowed: true, state: stateOf(await limiter.consume(key)) };
      } catch (error) {
        if (error instanceof RateLimiterRes) return { allowed: false, state: stateOf(error) };
        throw error;
      }
    },
  };
}
