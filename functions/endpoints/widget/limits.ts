import { Problem } from "../../../shared/http/problem.ts";
import { platformScope, type TenantId } from "../../../shared/platform/tenant.ts";
import { type RateLimiter, rateLimiter } from "../../../shared/security/rate-limit.ts";

/** Rate-limited operations. The client id is public, so anyone can send requests. */
export type LimitedOperation = "sessions" | "messages" | "files" | "reads";

export interface WidgetLimits {
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

/** Counts in this process's memory. The limit of a deployment is this times its instances. */
export function widgetLimits({ tenantPerMinute }: { readonly tenantPerMinute: number }): WidgetLimits {
  const arriving = rateLimiter({ tenantPerMinute: Number.MAX_SAFE_INTEGER, keyPerMinute: requestsPerAddress });
  const of = (what: LimitedOperation) => ({
    address: rateLimiter({ tenantPerMinute, keyPerMinute: perMinute[what].address }),
    session: rateLimiter({ tenantPerMinute, keyPerMinute: perMinute[what].session }),
  });
  const limiters = { sessions: of("sessions"), messages: of("messages"), files: of("files"), reads: of("reads") };
  return {
    arrive: (address) => consume(arriving, platformScope, address),
    async count(what, { tenantId, sessionId, address }) {
      if (sessionId !== undefined) await consume(limiters[what].session, tenantId, sessionId);
      await consume(limiters[what].address, tenantId, address);
    },
  };
}

async function consume(limiter: RateLimiter, tenantId: TenantId, rateKey: string): Promise<void> {
  const { allowed, headers } = await limiter.consume({ subject: rateKey, tenantId, roles: [], rateKey });
  if (!allowed) throw new Problem(429, "rate-limited", "Too many requests. Wait for Retry-After seconds.", { headers });
}
