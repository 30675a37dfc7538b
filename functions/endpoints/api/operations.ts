import { idempotency } from "../../../shared/http/idempotency.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { ApiReply, RouteGroup } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { RateLimiter } from "../../../shared/security/limits/rate-limit.ts";
import { requirePermission } from "../../../shared/security/permissions.ts";
import type { Authenticate } from "../../../shared/security/tokens/authenticate.ts";
import type { Caller } from "../../../shared/security/tokens/identity.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { type AllowedOrigins, corsHeaders } from "../http/cors.ts";
import { byMethod, type Exchange, type HttpReply, type Resource } from "../http/exchange.ts";
import { header } from "../http/headers.ts";
import { type HttpHandler, httpShell } from "../http/shell.ts";
import { type Operation, readCall } from "./call.ts";
import type { ApiPage } from "./pages/page.ts";
import { routeTable } from "./route-table.ts";
import { operationRunner } from "./run-operation.ts";
import { type ApiService, operationsFor, type ServiceAccess } from "./service.ts";

export interface ApiHandlerOptions {
  readonly routes: readonly RouteGroup[];
  readonly pages: readonly ApiPage[];
  readonly services?: readonly ApiService[];
  readonly authenticate: Authenticate;
  /** The caller behind the session of the console that the request carries; undefined without one. */
  sessionCaller?(exchange: Exchange): Promise<Caller | undefined>;
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
  const services = new Map<string, ApiService>((options.services ?? []).map((service) => [service.path, service]));
  const run = operationRunner(idempotency(options));
  const messages = { refused: "Request refused", failed: "Request failed" };
  const access: ServiceAccess = {
    async identify(exchange) {
      const identity = await authenticate(exchange);
      await limit(exchange, identity);
      return identity;
    },
    operations: (identity, exchange) => operationsFor({ find: findOperation, run }, identity, exchange),
  };
  return httpShell({ find, messages, log: options.log });

  async function find(exchange: Exchange): Promise<Resource | undefined> {
    const { request, method, path } = exchange;
    Object.assign(exchange.headers, corsHeaders(request, options.allowedOrigins));
    const page = pages.get(path);
    if (page) return { ...byMethod(path, { GET: (current) => page.answer(current) }, method), preflight };
    const service = services.get(path);
    if (service)
      return { ...byMethod(path, { POST: (current) => service.answer(current, access) }, method), preflight };
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
    const { request, search, requestId, attributes, signal } = exchange;
    attributes.operationId = target.operationId;
    const identity = await authenticate(exchange);
    requirePermission(identity, target.permission);
    await limit(exchange, identity);
    const call = await readCall(request, { operation: target, params, search, identity, requestId, signal });
    const reply = await run(target, call, `${target.method} ${exchange.path}`);
    return "events" in reply ? reply : toHttpReply(reply);
  }

  async function authenticate(exchange: Exchange): Promise<Caller> {
    const { request, attributes } = exchange;
    const authorization = header(request, "authorization");
    const apiKey = header(request, "x-api-key");
    const isBare = authorization === undefined && apiKey === undefined;
    const person = isBare ? await options.sessionCaller?.(exchange) : undefined;
    const identity = person ?? (await options.authenticate({ authorization, apiKey }));
    attributes.tenantId = identity.tenantId;
    return identity;
  }

  async function limit({ headers }: Exchange, identity: Caller): Promise<void> {
    const rate = await options.rateLimiter.consume(identity);
    Object.assign(headers, rate.headers);
    if (!rate.allowed) throw new Problem(429, "rate-limited", "Too many requests. Wait for Retry-After seconds.");
  }
}

/** Text with its own Content-Type and files are sent as they are. Everything else is sent as JSON. */
function toHttpReply({ status, headers, body }: Exclude<ApiReply<unknown>, { events: unknown }>): HttpReply {
  const isReady = body instanceof Uint8Array || (typeof body === "string" && headers?.["Content-Type"] !== undefined);
  const sent = body === undefined ? "" : isReady ? body : JSON.stringify(body);
  return { status, headers: { "Content-Type": "application/json; charset=utf-8", ...headers }, body: sent };
}

/** Does nothing: the CORS headers are set before routing, and allowed origins may call every operation. */
async function preflight(): Promise<void> {}
