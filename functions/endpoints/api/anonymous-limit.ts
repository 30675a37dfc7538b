import { Problem } from "../../../shared/http/problem.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { callerAddress } from "../../../shared/security/caller-address.ts";
import { keyLimiter, rateHeaders } from "../../../shared/security/limits/rate-limit.ts";
import type { TenantLimiter } from "../../../shared/security/limits/tenant-limiter.ts";
import type { Exchange } from "../http/exchange.ts";

export interface AnonymousLimitOptions {
  readonly limiter: TenantLimiter;
  readonly behindLoadBalancer: boolean;
}

/**
 * Counts requests of people who are not signed in: by address, and of all together.
 * @throws Problem 429 `rate-limited` with `detail`
 */
export function anonymousLimit(
  { limiter, behindLoadBalancer }: AnonymousLimitOptions,
  limits: { readonly name: string; readonly perAddress: number; readonly perMinute: number; readonly detail: string },
): (exchange: Exchange) => Promise<void> {
  const addresses = keyLimiter(limits.perAddress);
  return async ({ request }) => {
    const one = await addresses.count(callerAddress(request, { behindLoadBalancer }));
    const all = one.allowed
      ? await limiter.count(agencyId, [{ name: limits.name, limit: limits.perMinute, windowMs: 60_000 }])
      : one;
    if (all.allowed) return;
    throw new Problem(429, "rate-limited", limits.detail, { headers: rateHeaders([all.state.quota], all) });
  };
}
