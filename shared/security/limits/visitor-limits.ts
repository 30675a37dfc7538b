import { Problem } from "../../http/problem.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { keyLimiter, type RateLimits, rateHeaders } from "./rate-limit.ts";
import type { Count, TenantLimiter } from "./tenant-limiter.ts";

/** Rate-limited operations. The client id is public, so anyone can send requests. */
export type LimitedOperation = "sessions" | "messages" | "files" | "reads";

export interface VisitorLimits {
  /** Counts a request before any lookup. @throws Problem 429 with `Retry-After`. */
  arrive(address: string): Promise<void>;
  /** Counts an operation; without a session, by address only. @throws Problem 429 with `Retry-After`. */
  count(
    what: LimitedOperation,
    by: { readonly tenantId: TenantId; readonly sessionId?: string; readonly address: string },
  ): Promise<void>;
}

/** Requests per minute of one address. Many visitors can share an address: an office, a mobile network's gateway. */
const requestsPerAddress = 1_200;
const perMinute: Readonly<Record<LimitedOperation, { readonly address: number; readonly session: number }>> = {
  sessions: { address: 60, session: 60 },
  messages: { address: 120, session: 20 },
  files: { address: 30, session: 6 },
  reads: { address: 600, session: 120 },
};

/**
 * Counts addresses and sessions in this process's memory, and what a tenant's visitors write over all instances. What
 * they only read costs little, so a tenant's reads are counted in memory too.
 */
export function visitorLimits(
  { tenantPerMinute, ofTenant = {} }: Pick<RateLimits, "tenantPerMinute" | "ofTenant">,
  tenants: TenantLimiter,
): VisitorLimits {
  const arriving = keyLimiter(requestsPerAddress);
  const of = (what: LimitedOperation) => ({
    address: keyLimiter(perMinute[what].address),
    session: keyLimiter(perMinute[what].session),
  });
  const limiters = { sessions: of("sessions"), messages: of("messages"), files: of("files"), reads: of("reads") };
  const tenantReads = keyLimiter(tenantPerMinute);
  return {
    async arrive(address) {
      check(await arriving.count(address));
    },
    async count(what, { tenantId, sessionId, address }) {
      const { session, address: addresses } = limiters[what];
      if (sessionId !== undefined) check(await session.count(`${tenantId}/${sessionId}`));
      check(await addresses.count(`${tenantId}/${address}`));
      if (what === "reads") return check(await tenantReads.count(tenantId));
      const limit = ofTenant[tenantId]?.perMinute ?? tenantPerMinute;
      check(await tenants.count(tenantId, [{ name: what, limit, windowMs: 60_000 }]));
    },
  };
}

function check(count: Count): void {
  if (count.allowed) return;
  const headers = rateHeaders([count.state.quota], count);
  throw new Problem(429, "rate-limited", "Too many requests. Wait for Retry-After seconds.", { headers });
}
