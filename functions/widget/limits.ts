import { Problem } from "../../shared/http/problem.ts";
import type { Identity } from "../../shared/security/identity.ts";
import { rateLimiter } from "../../shared/security/rate-limit.ts";
import type { Visitor } from "../../shared/security/visitor-tokens.ts";

/** What can be done so many times a minute; the client id is public, so anyone may try. */
export type Limited = "sessions" | "messages" | "files" | "reads";

export interface WidgetLimits {
  /** Counts one call. @throws Problem 429 with `Retry-After`. */
  count(what: Limited, by: { readonly address: string; readonly visitor: Visitor }): Promise<void>;
}

/** Of one address and of one session. Many visitors share an address: an office, a mobile network's gateway. */
const perMinute: Readonly<Record<Limited, { readonly address: number; readonly session: number }>> = {
  sessions: { address: 60, session: 60 },
  messages: { address: 120, session: 20 },
  files: { address: 30, session: 6 },
  reads: { address: 600, session: 120 },
};

/** Counted in this process's memory: the limit of a deployment is this times its instances. */
export function widgetLimits({ tenantPerMinute }: { readonly tenantPerMinute: number }): WidgetLimits {
  const of = (keyPerMinute: number) => rateLimiter({ tenantPerMinute, keyPerMinute });
  const limiters = {
    sessions: { address: of(perMinute.sessions.address), session: of(perMinute.sessions.session) },
    messages: { address: of(perMinute.messages.address), session: of(perMinute.messages.session) },
    files: { address: of(perMinute.files.address), session: of(perMinute.files.session) },
    reads: { address: of(perMinute.reads.address), session: of(perMinute.reads.session) },
  };
  return {
    async count(what, { address, visitor }) {
      const { address: byAddress, session: bySession } = limiters[what];
      const decisions = [
        await bySession.consume(caller(visitor, visitor.sessionId)),
        await byAddress.consume(caller(visitor, `address:${address}`)),
      ];
      const refused = decisions.find(({ allowed }) => !allowed);
      if (refused)
        throw new Problem(429, "rate-limited", "Too many requests. Wait for Retry-After seconds.", {
          headers: refused.headers,
        });
    },
  };
}

function caller({ tenantId, sessionId }: Visitor, rateKey: string): Identity {
  return { subject: sessionId, tenantId, roles: [], rateKey };
}
