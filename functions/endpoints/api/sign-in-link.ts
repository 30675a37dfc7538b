import { randomUUID } from "node:crypto";
import { z } from "zod";
import { signInLinkRequested } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { callerAddress } from "../../../shared/security/caller-address.ts";
import { keyLimiter, rateHeaders } from "../../../shared/security/rate-limit.ts";
import type { TenantLimiter } from "../../../shared/security/tenant-limiter.ts";
import { personIdOf } from "../../engines/accounts/sessions.ts";
import { parseJsonBody, readBody } from "../http/body.ts";
import type { Exchange, HttpReply } from "../http/exchange.ts";
import { header } from "../http/headers.ts";

const Wish = z.object({
  email: z.email().max(254),
  /** A path below /console, without its host. */
  next: z
    .string()
    .max(300)
    .regex(/^\/(?![/\\])[\w\-./~%?&=+$]*$/)
    .optional(),
});

/** From one address in a minute, and from all together: nobody is flooded, and guessing addresses is slow. */
const perAddress = 5;
const perMinute = 60;

interface Dependencies {
  readonly platform: Pick<Platform, "documents" | "bus">;
  readonly limiter: TenantLimiter;
  readonly behindLoadBalancer: boolean;
  readonly now: () => Date;
}

/**
 * `POST /v1/session/link` `{ email, next? }`: asks for a link by mail. The answer is the same, and the work until then
 * too, whether the address is known or not: a step looks for the person afterwards.
 */
export function linkRequests({ platform, limiter, behindLoadBalancer, now }: Dependencies) {
  const addresses = keyLimiter(perAddress);
  return async (exchange: Exchange): Promise<HttpReply> => {
    if (!(header(exchange.request, "content-type") ?? "").startsWith("application/json"))
      throw new Problem(415, "media-type-unsupported", "Content-Type must be application/json.");
    const one = await addresses.count(callerAddress(exchange.request, { behindLoadBalancer }));
    const all = one.allowed
      ? await limiter.count(agencyId, [{ name: "sign-in-links", limit: perMinute, windowMs: 60_000 }])
      : one;
    if (!all.allowed) {
      const headers = rateHeaders([all.state.quota], all);
      throw new Problem(429, "rate-limited", "Too many links were asked for. Wait a minute.", { headers });
    }
    const wish = Wish.safeParse(parseJsonBody(await readBody(exchange.request, 1024)));
    if (!wish.success) throw new Problem(422, "body-invalid", 'Send { "email": "…" } with your mail address.');
    const { email, next = null } = wish.data;
    const personId = await personIdOf(platform.documents, email);
    const event = { id: randomUUID(), tenantId: agencyId, key: personId, at: now() };
    await platform.bus.publish([envelopeOf(signInLinkRequested, { ...event, data: { personId, next } })]);
    return { status: 202, headers: { "Content-Type": "application/json; charset=utf-8" }, body: "{}" };
  };
}
