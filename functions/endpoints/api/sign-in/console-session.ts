import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import { permissionsOf } from "../../../../shared/security/permissions.ts";
import type { Caller } from "../../../../shared/security/tokens/identity.ts";
import { unauthorized } from "../../../../shared/security/tokens/unauthorized.ts";
import { clients } from "../../../engines/accounts/client.ts";
import { personSubject } from "../../../engines/accounts/person-subject.ts";
import type { SessionView } from "../../../engines/accounts/session-view.ts";
import { redeemSignInLink, revokeSession, signedIn } from "../../../engines/accounts/sessions.ts";
import { parseJsonBody, readBody } from "../../http/body.ts";
import type { Exchange, HttpReply } from "../../http/exchange.ts";
import { header } from "../../http/headers.ts";
import { json, requireJson } from "../pages/page-answers.ts";
import { endedCookie, openedCookie, sessionCookie } from "./session-cookie.ts";

const SignIn = z.object({ secret: z.string().regex(/^[\w-]{43}$/) });

interface Dependencies {
  readonly documents: Documents;
  readonly now: () => Date;
}

/**
 * The caller behind a session's cookie: a person with their own roles, at their own client. People of the agency choose
 * a client by `X-Client-Id`, which stands in the address where a picture of the page is read. A writing request must
 * carry the session's CSRF token.
 * @throws Problem 401, 403 `csrf-token-invalid`, 404 `client-not-found`
 */
export async function sessionCaller(exchange: Exchange, deps: Dependencies): Promise<Caller> {
  const session = await requireSession(exchange, deps);
  if (exchange.method !== "GET") requireCsrfToken(exchange, session.csrfToken);
  const { person, personId } = session;
  const chosen = header(exchange.request, clientHeader) ?? clientInAddress(exchange);
  const tenantId = chosen === undefined ? person.clientId : await chosenClient(deps.documents, person.clientId, chosen);
  return { subject: personSubject(personId), tenantId, roles: person.roles, rateKey: `person:${personId}` };
}

const clientHeader = "x-client-id";

/** An element of a page sends no header of its own. It only reads: the session's cookie is not sent from other sites. */
function clientInAddress({ method, search }: Exchange): string | undefined {
  return method === "GET" ? (new URLSearchParams(search).get(clientHeader) ?? undefined) : undefined;
}

/** `GET /v1/session`: who is signed in. */
export async function showSession(exchange: Exchange, deps: Dependencies): Promise<HttpReply> {
  const { person, personId, csrfToken } = await requireSession(exchange, deps);
  const view: SessionView = {
    person_id: personId,
    name: person.name,
    email: person.email,
    client_id: person.clientId,
    is_agency: person.clientId === agencyId,
    roles: person.roles,
    permissions: permissionsOf(person.roles),
    csrf_token: csrfToken,
    browser_key: (await deps.documents.ids(agencyId)).of("browser-key", personId),
  };
  return json(200, view);
}

/** `POST /v1/session/sign-in` `{ secret }`: uses a link. Another site cannot send JSON without a preflight. */
export async function signIn(exchange: Exchange, { documents, now }: Dependencies): Promise<HttpReply> {
  requireJson(exchange);
  const body = SignIn.safeParse(parseJsonBody(await readBody(exchange.request, 1024)));
  if (!body.success) throw new Problem(422, "body-invalid", 'Send { "secret": "…" } from a sign-in link.');
  const userAgent = header(exchange.request, "user-agent") ?? "";
  const opened = await redeemSignInLink(documents, { ...body.data, userAgent, now: now() });
  if (opened === undefined)
    throw new Problem(403, "sign-in-link-invalid", "The link was used already or is too old. Ask for a new one.");
  return json(200, {}, { "Set-Cookie": openedCookie(opened) });
}

/** `POST /v1/session/sign-out`: ends the session, and takes its cookie away. */
export async function signOut(exchange: Exchange, deps: Dependencies): Promise<HttpReply> {
  const { personId, sessionId, csrfToken } = await requireSession(exchange, deps);
  requireCsrfToken(exchange, csrfToken);
  await revokeSession(deps.documents, { personId, sessionId, now: deps.now() });
  return json(200, {}, { "Set-Cookie": endedCookie });
}

async function requireSession(exchange: Exchange, { documents, now }: Dependencies) {
  const cookie = sessionCookie(exchange);
  const session = cookie === undefined ? undefined : await signedIn(documents, cookie, now());
  if (session !== undefined) return session;
  throw unauthorized("session-missing", "You are signed out. Sign in again.");
}

function requireCsrfToken({ request }: Exchange, expected: string): void {
  const given = Buffer.from(header(request, "x-csrf-token") ?? "");
  if (given.length === expected.length && timingSafeEqual(given, Buffer.from(expected))) return;
  throw new Problem(403, "csrf-token-invalid", "Send the session's csrf_token as X-Csrf-Token. Reload the page.");
}

async function chosenClient(documents: Documents, own: TenantId, given: string): Promise<TenantId> {
  const chosen = TenantId.safeParse(given).data;
  if (chosen === own) return own;
  const known = own === agencyId && chosen !== undefined && (await documents.get(agencyId, clients, chosen));
  if (known) return TenantId.parse(given);
  throw new Problem(404, "client-not-found", "There is no such client that you can access.");
}
