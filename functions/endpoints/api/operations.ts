import { idempotency, type StoredResponse } from "../../../shared/http/idempotency.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { ApiReply, RouteGroup } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { Authenticate } from "../../../shared/security/authenticate.ts";
import { mayDo, rolesWith } from "../../../shared/security/permissions.ts";
import type { RateLimiter } from "../../../shared/security/rate-limit.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { type AllowedOrigins, corsHeaders } from "../http/cors.ts";
import { byMethod, type Exchange, type HttpReply, type Resource } from "../http/exchange.ts";
import { header } from "../http/headers.ts";
import { type HttpHandler, httpShell } from "../http/shell.ts";
import { type Call, type Operation, readCall } from "./call.ts";
import type { ApiPage } from "./page.ts";
import { routeTable } from "./route-table.ts";

export interface ApiHandlerOptions {
  readonly routes: readonly RouteGroup[];
  readonly pages: readonly ApiPage[];
  readonly authenticate: Authenticate;
  readonly rateLimiter: RateLimiter;
  readonly documents: Documents;
  readonly allowedOrigins: AllowedOrigins;
  readonly log: Logger;
  readonly now: () => Date;
}

/**
 * The handler of the API. It checks a request in this order: identity → permission → rate limit → body → idempotency →
 * the route's handler.
 */
export function apiHandler(options: ApiHandlerOptions): HttpHandler {
  const pages = new Map<string, ApiPage>(options.pages.map((page) => [page.path, page]));
  const findOperation = routeTable(options.routes);
  const idempotent = idempotency(options);
  const messages = { refused: "Request refused", failed: "Request failed" };
  return httpShell({ find, messages, log: options.log });

  async function find(exchange: Exchange): Promise<Resource | undefined> {
    const { request, method, path } = exchange;
    Object.assign(exchange.headers, corsHeaders(request, options.allowedOrigins));
    const page = pages.get(path);
    if (page) return { ...byMethod(path, { GET: (current) => page.answer(current) }, method), preflight };
    const found = await findOperation(method, path);
    if (found.type === "nothing") return undefined;
    if (found.type === "other-methods") return { route: path, methods: found.methods, preflight };
    const { operation } = found.target;
    const answer = () => operate(exchange, operation, found.params);
    return { route: operation.path, methods: [method], answer, preflight };
  }

  async function operate(
    exchange: Exchange,
    target: Operation,
    params: Readonly<Record<string, string>>,
  ): Promise<HttpReply> {
    const { request, search, requestId, headers, attributes, signal } = exchange;
    attributes.operationId = target.operationId;
    const identity = await options.authenticate({
      authorization: header(request, "authorization"),
      apiKey: header(request, "x-api-key"),
    });
    attributes.tenantId = identity.tenantId;
    if (!mayDo(identity, target.permission)) throw forbidden(target);
    const rate = await options.rateLimiter.consume(identity);
    Object.assign(headers, rate.headers);
    if (!rate.allowed) throw new Problem(429, "rate-limited", "Too many requests. Wait for Retry-After seconds.");
    const call = await readCall(request, { operation: target, params, search, identity, requestId, signal });
    const reply = await handle(target, call, `${target.method} ${exchange.path}`);
    return "events" in reply ? reply : toHttpReply(reply);
  }

  /** Stores the first response of a writing operation that has an Idempotency-Key, and replays it to repeats. */
  async function handle(target: Operation, call: Call, operationKey: string): Promise<ApiReply<unknown>> {
    const { idempotencyKey, identity } = call.request;
    const writes = target.method === "POST" || target.method === "PUT" || target.method === "PATCH";
    if (idempotencyKey === undefined || !writes) return target.handle(call.request);
    const { tenantId, subject } = identity;
    const keyed = { tenantId, subject, operation: operationKey, key: idempotencyKey, rawBody: call.rawBody };
    if (target.idempotency === "own") {
      await idempotent.bind(keyed);
      return target.handle(call.request);
    }
    const done = await idempotent.once(keyed, () => target.handle(call.request), responseToStore);
    if (done.type === "ran") return done.answer;
    return { ...done.answer, headers: { ...done.answer.headers, "Idempotent-Replayed": "true" } };
  }
}

/** The response stored for repeats. A stream is not stored: its handler answers a repeat from its own data. */
function responseToStore(reply: ApiReply<unknown>): StoredResponse | undefined {
  return "events" in reply ? undefined : { status: reply.status, body: reply.body, headers: { ...reply.headers } };
}

/** Text with its own Content-Type is sent as is. Everything else is sent as JSON. */
function toHttpReply({ status, headers, body }: Exclude<ApiReply<unknown>, { events: unknown }>): HttpReply {
  const isText = typeof body === "string" && headers?.["Content-Type"] !== undefined;
  const text = body === undefined ? "" : isText ? body : JSON.stringify(body);
  return { status, headers: { "Content-Type": "application/json; charset=utf-8", ...headers }, body: text };
}

/** Does nothing: the CORS headers are set before routing, and allowed origins may call every operation. */
async function preflight(): Promise<void> {}

function forbidden(target: Operation): Problem {
  const detail = `The permission ${target.permission} is missing. Roles that have it: ${rolesWith(target.permission).join(", ")}.`;
  return new Problem(403, "permission-missing", detail);
}
