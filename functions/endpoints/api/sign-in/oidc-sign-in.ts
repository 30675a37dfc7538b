import { randomBytes } from "node:crypto";
import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { RetryableError, TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { oidcAttempt } from "../../../engines/accounts/oidc/oidc-attempt.ts";
import type { OidcProvider } from "../../../engines/accounts/oidc/oidc-provider.ts";
import { openVerifiedSession } from "../../../engines/accounts/sessions.ts";
import { parseJsonBody, readBody } from "../../http/body.ts";
import type { Exchange, HttpReply } from "../../http/exchange.ts";
import { header } from "../../http/headers.ts";
import { type AnonymousLimitOptions, anonymousLimit } from "../anonymous-limit.ts";
import { json, requireJson } from "../pages/page-answers.ts";
import { openedCookie } from "./session-cookie.ts";

const attemptCookie = "console_oidc";
const attemptForm = new RegExp(`(?:^|; *)${attemptCookie}=([\\w-]{43})(?:;|$)`);
const attemptSeconds = 600;
// The page itself sends the provider's answer on, so the cookie need not come along with the provider's redirect.
const attributes = "Path=/v1/session/oidc; HttpOnly; Secure; SameSite=Strict";
const maxAnswerBytes = 8_192;
const Answer = z.object({ answer: z.string().min(1).max(4_096) });

interface Dependencies extends AnonymousLimitOptions {
  readonly documents: Documents;
  readonly provider: OidcProvider;
  readonly log: Logger;
  readonly now: () => Date;
}

/** Signing in by an identity provider: the page asks where to go, and brings back what the provider answered. */
export function oidcSignIn({ documents, provider, log, now, ...limits }: Dependencies) {
  const detail = "Too many sign-ins. Wait a minute.";
  const countRequest = anonymousLimit(limits, { name: "oidc-sign-ins", perAddress: 20, perMinute: 120, detail });

  return {
    /** `POST /v1/session/oidc`: the provider's address, and a cookie that ties its answer to this browser. */
    async begin(exchange: Exchange): Promise<HttpReply> {
      requireJson(exchange);
      await countRequest(exchange);
      const secret = randomBytes(32).toString("base64url");
      const url = await provider.signInUrl(oidcAttempt(secret)).catch((error: unknown) => refuse(error));
      return json(200, { url }, { "Set-Cookie": attemptOf(secret, attemptSeconds) });
    },

    /** `POST /v1/session/oidc/sign-in` `{ answer }`: the part of the address after `?` that the provider sent back. */
    async finish(exchange: Exchange): Promise<HttpReply> {
      requireJson(exchange);
      await countRequest(exchange);
      const body = Answer.safeParse(parseJsonBody(await readBody(exchange.request, maxAnswerBytes)));
      if (!body.success) throw new Problem(422, "body-invalid", 'Send { "answer": "…" } as the provider sent it.');
      const secret = attemptForm.exec(header(exchange.request, "cookie") ?? "")?.[1];
      if (secret === undefined) throw answerInvalid();
      const email = await provider
        .verifiedEmail(body.data.answer, oidcAttempt(secret))
        .catch((error: unknown) => refuse(error));
      const userAgent = header(exchange.request, "user-agent") ?? "";
      const use = { secret, userAgent, now: now() };
      const opened = email === undefined ? undefined : await openVerifiedSession(documents, { ...use, email });
      // One answer for an address that nobody has, that is not verified, or whose person was removed.
      if (opened === undefined)
        throw new Problem(403, "sign-in-refused", "This account may not sign in here. Ask an admin to invite you.");
      // One header holds one cookie; the attempt's is of no more use, and ends by itself.
      return json(200, {}, { "Set-Cookie": openedCookie(opened) });
    },
  };

  function refuse(error: unknown): never {
    if (error instanceof TerminalError) {
      log.warn({ err: error }, "an identity provider's answer was refused");
      throw answerInvalid();
    }
    if (!(error instanceof RetryableError)) throw error;
    log.error({ err: error }, "the identity provider is unavailable");
    const told = "The identity provider does not answer. Try again, or ask for a link by mail.";
    throw new Problem(503, "oidc-unavailable", told);
  }
}

function answerInvalid(): Problem {
  return new Problem(403, "oidc-answer-invalid", "This sign-in is not valid any longer. Begin again.");
}

function attemptOf(secret: string, seconds: number): string {
  return `${attemptCookie}=${secret}; ${attributes}; Max-Age=${seconds}`;
}
