import { randomUUID } from "node:crypto";
import { z } from "zod";
import { consoleLanguages, signInLinkRequested } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import { personIdOf } from "../../../engines/accounts/sessions.ts";
import { parseJsonBody, readBody } from "../../http/body.ts";
import type { Exchange, HttpReply } from "../../http/exchange.ts";
import { type AnonymousLimitOptions, anonymousLimit } from "../anonymous-limit.ts";
import { json, requireJson } from "../pages/page-answers.ts";

const Wish = z.object({
  email: z.email().max(254),
  /** A path below /console, without its host. */
  next: z
    .string()
    .max(300)
    .regex(/^\/(?![/\\])[\w\-./~%?&=+$]*$/)
    .optional(),
  /** The language of the page, for the mail. */
  language: z.enum(consoleLanguages).default("en"),
});

/** From one address in a minute, and from all together: nobody is flooded, and guessing addresses is slow. */
const perAddress = 5;
const perMinute = 60;

interface Dependencies extends AnonymousLimitOptions {
  readonly platform: Pick<Platform, "documents" | "bus">;
  readonly now: () => Date;
}

/**
 * `POST /v1/session/link` `{ email, next?, language? }`: asks for a link by mail. The answer is the same, and the work until then
 * too, whether the address is known or not: a step looks for the person afterwards.
 */
export function linkRequests({ platform, now, ...limits }: Dependencies) {
  const detail = "Too many links were asked for. Wait a minute.";
  const countRequest = anonymousLimit(limits, { name: "sign-in-links", perAddress, perMinute, detail });
  return async (exchange: Exchange): Promise<HttpReply> => {
    requireJson(exchange);
    await countRequest(exchange);
    const wish = Wish.safeParse(parseJsonBody(await readBody(exchange.request, 1024)));
    if (!wish.success) throw new Problem(422, "body-invalid", 'Send { "email": "…" } with your mail address.');
    const { email, next = null, language } = wish.data;
    const personId = await personIdOf(platform.documents, email);
    const event = { id: randomUUID(), tenantId: agencyId, key: personId, at: now() };
    await platform.bus.publish([envelopeOf(signInLinkRequested, { ...event, data: { personId, next, language } })]);
    return json(202, {});
  };
}
