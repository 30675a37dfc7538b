import type { IncomingMessage } from "node:http";
import { decodeJwt, decodeProtectedHeader } from "jose";
import type { AdmitDraftCaller } from "../../../functions/engines/conversation/drafts/draft-calls.ts";
import { isOriginAllowed, webChatOf } from "../../../shared/config/web-chat.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { requirePermission } from "../../../shared/security/permissions.ts";
import type { Authenticate } from "../../../shared/security/tokens/authenticate.ts";
import { draftCallType } from "../../../shared/security/tokens/draft-call-tokens.ts";
import type { Caller } from "../../../shared/security/tokens/identity.ts";
import { unauthorized } from "../../../shared/security/tokens/unauthorized.ts";
import type { VisitorTokens } from "../../../shared/security/tokens/visitor-tokens.ts";
import type { ConfigOf } from "../config-of.ts";
import type { Start } from "../protocol.ts";

/** Who speaks through a socket, and for which customer's session. */
export interface SocketUser {
  readonly tenantId: TenantId;
  readonly sessionId: string;
  /** The API's caller; null for a visitor of a tenant's page. */
  readonly caller: Caller | null;
  /** When the token expires; null for API keys. */
  readonly expiresAt: Date | null;
  /** A test call: the client whose draft it is, and who tries it. The tenant is then the draft's sandbox. */
  readonly tests: { readonly owner: TenantId; readonly by: string } | null;
}

/** Finds out who a `start` message is from. */
export type Identify = (start: Start, request: IncomingMessage) => Promise<SocketUser>;

/**
 * Takes what the API and the widget take: `Authorization` or `X-Api-Key` of the request, or a `token` in the message,
 * because browsers cannot set a WebSocket's headers and addresses end up in logs. The tenant is the token's.
 * @throws Problem 401, 403 or 404 with the API's codes.
 */
export function identifier(options: {
  readonly authenticate: Authenticate;
  readonly visitorTokens: VisitorTokens;
  readonly draftCaller: AdmitDraftCaller;
  readonly configOf: ConfigOf;
  readonly production: boolean;
}): Identify {
  const { authenticate, visitorTokens, draftCaller, configOf } = options;

  return async (start, request) => {
    const user = await userOf(start, request);
    if (start.client_id !== undefined && start.client_id !== user.tenantId)
      throw new Problem(404, "client-not-found", `This token is not valid for a client "${start.client_id}".`);
    return user;
  };

  async function userOf(start: Start, request: IncomingMessage): Promise<SocketUser> {
    const apiKey = headerOf(request, "x-api-key");
    const authorization = headerOf(request, "authorization");
    if (start.token === undefined) return callerOf(start, { authorization, apiKey });
    if (authorization !== undefined || apiKey !== undefined)
      throw unauthorized("identity-ambiguous", "Send either `token` or a header with the identity, not both.");
    const type = typeOf(start.token);
    if (type === draftCallType) return draftCallerOf(start, start.token);
    if (type?.startsWith("visitor-")) return visitorOf(start, start.token, request);
    return callerOf(start, { authorization: `Bearer ${start.token}`, apiKey });
  }

  async function callerOf(start: Start, credentials: Parameters<Authenticate>[0]): Promise<SocketUser> {
    const caller = await authenticate(credentials);
    requirePermission(caller, "chat:write");
    if (start.session_id === undefined)
      throw new Problem(422, "message-invalid", "`session_id` must name the customer's session.");
    const expiresAt = credentials.authorization === undefined ? null : expiryOf(credentials.authorization);
    return { tenantId: caller.tenantId, sessionId: start.session_id, caller, expiresAt, tests: null };
  }

  async function visitorOf(start: Start, token: string, request: IncomingMessage): Promise<SocketUser> {
    const visitor = await visitorTokens.verify(token, "chat");
    requireOnlyOwn(start, visitor.sessionId);
    const webChat = webChatOf(await configOf(visitor.tenantId, null));
    if (!webChat) throw new Problem(404, "client-not-found", "There is no client with this id that offers a chat.");
    if (!isOriginAllowed(request.headers.origin, webChat, options))
      throw new Problem(403, "origin-not-allowed", "This client's chat does not allow pages of this origin.");
    return { ...visitor, caller: null, expiresAt: expiryOf(token), tests: null };
  }

  /** The person's requests count as their requests to the API do. The token opens nothing that a role would open. */
  async function draftCallerOf(start: Start, token: string): Promise<SocketUser> {
    const { owner, sandbox, sessionId, by } = await draftCaller(token);
    requireOnlyOwn(start, sessionId);
    const caller = { subject: by, tenantId: owner, roles: [], rateKey: by };
    return { tenantId: sandbox, sessionId, caller, expiresAt: expiryOf(token), tests: { owner, by } };
  }
}

/** A token of one session opens that session with its tenant's configuration. @throws Problem 403 */
function requireOnlyOwn(start: Start, sessionId: string): void {
  if (start.session_id !== undefined && start.session_id !== sessionId)
    throw new Problem(403, "session-not-yours", "`session_id` is not the session of this token. Leave it out.");
  if (start.config_id === undefined) return;
  const detail = "A session by this token has its tenant's configuration. Leave `config_id` out.";
  throw new Problem(403, "config-not-yours", detail);
}

/** What a token says it is decides only who verifies it. */
function typeOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).typ;
  } catch {
    // Not a token at all, which the API's verification refuses with its own words.
    return undefined;
  }
}

/** Of a verified token, with or without `Bearer`. */
function expiryOf(authorization: string): Date | null {
  const { exp } = decodeJwt(authorization.replace(/^Bearer +/i, ""));
  return exp === undefined ? null : new Date(exp * 1000);
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
