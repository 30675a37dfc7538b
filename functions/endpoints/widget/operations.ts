import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { TenantConfig } from "../../../shared/config/index.ts";
import { isOriginAllowed, webChatOf } from "../../../shared/config/web-chat.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { ServerSentEvent } from "../../../shared/http/route.ts";
import { validBody } from "../../../shared/http/validation.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import { isSandboxTenant } from "../../../shared/runtime/sandbox/outside.ts";
import { LanguageTag } from "../../../shared/schema/scalars.ts";
import type { LimitedOperation } from "../../../shared/security/limits/visitor-limits.ts";
import { unauthorized } from "../../../shared/security/tokens/unauthorized.ts";
import type { Visitor } from "../../../shared/security/tokens/visitor-tokens.ts";
import { type ArrivedRequest, mediaType, parseJsonBody, readBody } from "../http/body.ts";
import { header } from "../http/headers.ts";
import type { WidgetDependencies } from "./dependencies.ts";
import { attachmentOf, storeFile } from "./files.ts";
import { offerOf } from "./offer.ts";

/** One request to the widget's API. */
export interface WidgetCall {
  readonly request: ArrivedRequest;
  readonly query: URLSearchParams;
  /** The client's IP address. */
  readonly address: string;
  /** Sets the CORS headers, so that the page can read any response. */
  allowOrigin(origin: string): void;
  readonly signal: AbortSignal;
}

export type WidgetReply =
  | { readonly status: number; readonly body: object; readonly headers?: Readonly<Record<string, string>> }
  | { readonly events: AsyncIterable<ServerSentEvent> };

type Handle = (call: WidgetCall) => Promise<WidgetReply>;

/** The handlers of one API path, by method. */
export type WidgetOperation = Readonly<Record<string, Handle>>;

export interface Operations {
  readonly paths: Readonly<Record<string, WidgetOperation>>;
  /**
   * The tenant, if it offers a chat to the calling page. Also sets the CORS headers for that page.
   * @throws Problem 404 `client-not-found`, 403 `origin-not-allowed`.
   */
  admit(call: WidgetCall, clientId: string): Promise<AdmittedClient>;
}

interface AdmittedClient {
  readonly tenantId: TenantId;
  readonly config: TenantConfig;
  readonly webChat: NonNullable<ReturnType<typeof webChatOf>>;
}

const maxBodyBytes = 64 * 1024;
/** Browsers may cache the offer, which is the same for every visitor. */
const offerKeptSeconds = 60;

const SessionRequest = z.strictObject({
  client_id: z.string().max(63),
  /** The resume token of an earlier session, which the visitor continues. */
  resume_token: z.string().max(2_000).optional(),
});

const MessageRequest = z
  .strictObject({
    /** Chosen by the browser. A repeat with the same id is answered once. */
    id: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, "must be 16 to 64 letters, digits, `_` and `-`"),
    text: z.string().trim().max(10_000),
    choice_id: z.string().min(1).max(200).optional(),
    files: z
      .array(z.string().regex(/^[0-9a-f]{64}$/, "must be a `file_id`"))
      .max(5)
      .default([]),
  })
  .refine(({ text, files }) => text !== "" || files.length > 0, { path: ["text"], error: "must not be empty" });

const CallRequest = z.strictObject({
  /** The language that the visitor chose (BCP 47). */
  language: LanguageTag.max(35).optional(),
});

const AfterTurn = z.coerce.number().int().min(0);

/** The visitor's operations. The session always comes from the token, so no request can access another session. */
export function operations(deps: WidgetDependencies): Operations {
  return {
    admit,
    paths: {
      "/widget/v1/client": { GET: showOffer },
      "/widget/v1/sessions": { POST: openSession },
      "/widget/v1/messages": { GET: showHistory, POST: say },
      "/widget/v1/events": { GET: watch },
      "/widget/v1/files": { POST: takeFile },
      "/widget/v1/calls": { POST: openCall },
    },
  };

  async function admit({ request, allowOrigin }: WidgetCall, clientId: string): Promise<AdmittedClient> {
    const tenantId = TenantId.safeParse(clientId);
    if (tenantId.success && isSandboxTenant(tenantId.data)) await deps.sandbox.admit(tenantId.data);
    const config = tenantId.success ? await deps.configOf(tenantId.data).catch(undefinedIfNotFound) : undefined;
    const webChat = config && webChatOf(config);
    if (!tenantId.success || !webChat)
      throw new Problem(404, "client-not-found", "There is no client with this id that offers a chat.");
    const { origin } = request.headers;
    if (!isOriginAllowed(origin, webChat, deps))
      throw new Problem(403, "origin-not-allowed", "This client's chat does not allow pages of this origin.");
    if (origin !== undefined) allowOrigin(origin);
    return { tenantId: tenantId.data, config, webChat };
  }

  async function visitorOf(call: WidgetCall, what: LimitedOperation): Promise<Visitor> {
    const [, token] = /^Bearer +(\S+)$/i.exec(header(call.request, "authorization") ?? "") ?? [];
    // Admitted first, so that the page can read the error if its token has expired.
    const clientId = call.query.get("client_id");
    if (clientId !== null) await admit(call, clientId);
    if (token === undefined) throw unauthorized("identity-missing", "Send Authorization: Bearer <token>.");
    const visitor = await deps.tokens.verify(token, "chat");
    await admit(call, visitor.tenantId);
    await deps.limits.count(what, { ...visitor, address: call.address });
    if (what === "messages" && call.request.method === "POST" && isSandboxTenant(visitor.tenantId))
      await deps.sandbox.countMessage(visitor.tenantId, call.address);
    return visitor;
  }

  async function showOffer(call: WidgetCall): Promise<WidgetReply> {
    const { config, webChat } = await admit(call, call.query.get("client_id") ?? "");
    const headers = { "Cache-Control": `public, max-age=${offerKeptSeconds}`, Vary: "Origin" };
    return { status: 200, body: offerOf(config, webChat, await deps.calls()), headers };
  }

  async function openSession(call: WidgetCall): Promise<WidgetReply> {
    const request = await bodyOf(call.request, SessionRequest);
    const { tenantId } = await admit(call, request.client_id);
    await deps.limits.count("sessions", { tenantId, address: call.address });
    const visitor = await sessionFor(tenantId, request.resume_token);
    const [chat, resume] = await Promise.all([
      deps.tokens.issue(visitor, "chat"),
      deps.tokens.issue(visitor, "resume"),
    ]);
    const body = {
      session_id: visitor.sessionId,
      token: chat.token,
      expires_at: chat.expiresAt.toISOString(),
      resume_token: resume.token,
    };
    return { status: 201, body };
  }

  async function sessionFor(tenantId: TenantId, resumeToken: string | undefined): Promise<Visitor> {
    if (resumeToken === undefined) return { tenantId, sessionId: `visitor-${randomUUID()}` };
    const visitor = await deps.tokens.verify(resumeToken, "resume");
    if (visitor.tenantId !== tenantId)
      throw unauthorized("token-invalid", "The token belongs to another client's session.");
    return visitor;
  }

  async function say(call: WidgetCall): Promise<WidgetReply> {
    const visitor = await visitorOf(call, "messages");
    const { id, text, choice_id: choiceId = null, files } = await bodyOf(call.request, MessageRequest);
    const attachments = await Promise.all(files.map((file) => attachmentOf(deps.blobs, visitor, file)));
    return { events: deps.chat.say(visitor, { id, text, choiceId, attachments }) };
  }

  async function showHistory(call: WidgetCall): Promise<WidgetReply> {
    const visitor = await visitorOf(call, "reads");
    return { status: 200, body: await deps.chat.history(visitor) };
  }

  async function watch(call: WidgetCall): Promise<WidgetReply> {
    const visitor = await visitorOf(call, "reads");
    const given = header(call.request, "last-event-id") ?? call.query.get("after") ?? "0";
    const after = AfterTurn.safeParse(given);
    if (!after.success) throw new Problem(400, "parameter-invalid", "`after` must be the id of an event, or 0.");
    return { events: deps.chat.events(visitor, { after: after.data, signal: call.signal }) };
  }

  /** Opening a session and opening a call cost alike, so they are limited alike. */
  async function openCall(call: WidgetCall): Promise<WidgetReply> {
    const visitor = await visitorOf(call, "sessions");
    const { language } = await bodyOf(call.request, CallRequest);
    if (isSandboxTenant(visitor.tenantId)) await deps.sandbox.countMessage(visitor.tenantId, call.address);
    return { status: 201, body: await deps.openCall(visitor, language) };
  }

  async function takeFile(call: WidgetCall): Promise<WidgetReply> {
    const visitor = await visitorOf(call, "files");
    return { status: 201, body: await storeFile(deps.blobs, visitor, call.request) };
  }
}

async function bodyOf<T>(request: ArrivedRequest, schema: z.ZodType<T>): Promise<T> {
  if (mediaType(request) !== "application/json")
    throw new Problem(415, "media-type-unsupported", "Content-Type must be application/json.");
  return validBody(schema, parseJsonBody(await readBody(request, maxBodyBytes))) as T;
}

function undefinedIfNotFound(error: unknown): undefined {
  if (error instanceof TerminalError && error.code === "config-not-found") return undefined;
  throw error;
}
