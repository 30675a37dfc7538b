import { Problem } from "../../../shared/http/problem.ts";
import { platformScope, type TenantId } from "../../../shared/platform/tenant.ts";
import { type RateLimiter, rateLimiter } from "../../../shared/security/rate-limit.ts";

/** What can be done so many times a minute; the client id is public, so anyone may try. */
export type Limited = "sessions" | "messages" | "files" | "reads";

export interface WidgetLimits {
  /** Counts a request before anything is looked up for it. @throws Problem 429 with `Retry-After`. */
  arrive(address: string): Promise<void>;
  /** Counts what it does; a visitor who has no session yet is counted by address alone. @throws Problem 429, as above. */
  count(
    what: Limited,
    by: { readonly tenantId: TenantId; readonly sessionId?: string; readonly address: string },
  ): Promise<void>;
}

/** Of one address; many visitors share one: an office, a mobile network's gateway. */
const requestsOfAddress = 1_200;
const perMinute: Readonly<Record<Limited, { readonly address: number; readonly session: number }>> = {
  sessions: { address: 60, session: 60 },
  messages: { address: 120, session: 20 },
  files: { address: 30, session: 6 },
  reads: { address: 600, session: 120 },
};

/** Counted in this process's memory: the limit of a deployment is this times its instances. */
export function widgetLimits({ tenantPerMinute }: { readonly tenantPerMinute: number }): WidgetLimits {
  const arriving = rateLimiter({ tenantPerMinute: Number.MAX_SAFE_INTEGER, keyPerMinute: requestsOfAddress });
  const of = (what: Limited) => ({
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
