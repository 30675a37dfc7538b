import type { ServerResponse } from "node:http";
import type { Documents } from "../platform/documents.ts";
import type { Authenticate } from "../security/authenticate.ts";
import { mayDo, rolesWith } from "../security/permissions.ts";
import type { RateLimiter } from "../security/rate-limit.ts";
import type { Logger } from "../telemetry/log.ts";
import type { ArrivedRequest } from "./body.ts";
import { type Call, type Operation, readCall } from "./call.ts";
import { type AllowedOrigins, corsHeaders, preflightHeaders } from "./cors.ts";
import { sendEvents } from "./event-stream.ts";
import { dataHeaders, header, requestIdOf } from "./headers.ts";
import { idempotency, type StoredResponse } from "./idempotency.ts";
import { Problem } from "./problem.ts";
import { sendProblem, toProblem } from "./problem-reply.ts";
import type { ApiReply, PageQuery, RouteGroup } from "./route.ts";
import { routeTable } from "./route-table.ts";
import { router } from "./router.ts";
import { withoutDomains } from "./without-domains.ts";

export interface ApiHandlerOptions {
  readonly routes: readonly RouteGroup[];
  readonly pages: readonly PageQuery[];
  readonly authenticate: Authenticate;
  readonly rateLimiter: RateLimiter;
  readonly documents: Documents;
  readonly allowedOrigins: AllowedOrigins;
  readonly log: Logger;
  readonly now: () => Date;
}

export type HttpHandler = (request: ArrivedRequest, response: ServerResponse) => Promise<void>;

/** One request on its way through the door. `headers` go out with whatever the answer becomes. */
interface Exchange {
  readonly request: ArrivedRequest;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly headers: Record<string, string>;
  /** For the log; grows as we learn more. */
  readonly attributes: { readonly requestId: string; operationId?: string; tenantId?: string };
}

/**
 * The door of the HTTPS API: request id → route → identity → permission → rate limit → body → idempotency →
 * the route's handler → answer. Whatever is thrown on the way becomes a problem document.
 */
export function apiHandler(options: ApiHandlerOptions): HttpHandler {
  withoutDomains();
  const { log } = options;
  const findPage = router(options.pages.map((page) => ({ method: "GET", path: page.path, page })));
  const findOperation = routeTable(options.routes);
  const idempotent = idempotency(options);

  return async (request, response) => {
    const requestId = requestIdOf(request);
    const headers = { ...dataHeaders, "X-Request-Id": requestId, ...corsHeaders(request, options.allowedOrigins) };
    const exchange: Exchange = { request, response, requestId, headers, attributes: { requestId } };
    try {
      await answer(exchange);
    } catch (error) {
      fail(exchange, error);
    }
  };

  async function answer(exchange: Exchange): Promise<void> {
    const { request, response } = exchange;
    const { path, search } = splitUrl(request.originalUrl ?? request.url ?? "/");
    const asked = request.method ?? "GET";
    const method = asked === "HEAD" ? "GET" : asked;
    const page = findPage(method, path);
    if (page.type === "found") return send(response, exchange.headers, await page.target.page.answer());
    if (page.type === "other-methods") return otherMethods(exchange, page.methods);
    const found = await findOperation(method, path);
    if (found.type === "nothing") throw new Problem(404, "path-unknown", "There is nothing here. See /docs.");
    if (found.type === "other-methods") return otherMethods(exchange, found.methods);
    return operate(exchange, found.target.operation, { params: found.params, search });
  }

  async function operate(
    exchange: Exchange,
    asked: Operation,
    url: { readonly params: Readonly<Record<string, string>>; readonly search: string },
  ): Promise<void> {
    const { request, response, requestId, headers, attributes } = exchange;
    attributes.operationId = asked.operationId;
    const identity = await options.authenticate({
      authorization: header(request, "authorization"),
      apiKey: header(request, "x-api-key"),
    });
    attributes.tenantId = identity.tenantId;
    if (!mayDo(identity, asked.permission)) throw forbidden(asked);
    const rate = await options.rateLimiter.consume(identity);
    Object.assign(headers, rate.headers);
    if (!rate.allowed) throw new Problem(429, "rate-limited", "Too many requests. Wait for Retry-After seconds.");

    const abort = new AbortController();
    response.once("close", () => response.writableFinished || abort.abort());
    const call = await readCall(request, { operation: asked, ...url, identity, requestId, signal: abort.signal });
    const reply = await handle(
      asked,
      call,
      `${asked.method} ${splitUrl(request.originalUrl ?? request.url ?? "/").path}`,
    );
    if (!("events" in reply)) {
      sendReply(exchange, reply.headers, reply.status, reply.body);
      return log.debug({ ...attributes, status: reply.status }, "Request answered");
    }
    const error = await sendEvents(response, reply.events, { requestId, headers, signal: abort.signal });
    if (error !== undefined) record(exchange, toProblem(error));
  }

  /** With an Idempotency-Key on a writing operation, the first answer is kept; without one, nothing is. */
  async function handle(asked: Operation, call: Call, operationKey: string): Promise<ApiReply<unknown>> {
    const { idempotencyKey, identity } = call.request;
    const writes = asked.method === "POST" || asked.method === "PUT" || asked.method === "PATCH";
    if (idempotencyKey === undefined || !writes || asked.idempotency === "own") return asked.handle(call.request);
    const done = await idempotent.once(
      {
        tenantId: identity.tenantId,
        subject: identity.subject,
        operation: operationKey,
        key: idempotencyKey,
        rawBody: call.rawBody,
      },
      () => asked.handle(call.request),
      answerToKeep,
    );
    if (done.type === "ran") return done.answer;
    return { ...done.answer, headers: { ...done.answer.headers, "Idempotent-Replayed": "true" } };
  }

  function otherMethods(exchange: Exchange, methods: readonly string[]): void {
    const allowed = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"];
    if (exchange.request.method !== "OPTIONS")
      throw new Problem(405, "method-not-allowed", `This path takes ${allowed.join(", ")}.`, {
        headers: { Allow: allowed.join(", ") },
      });
    const preflight = "Access-Control-Allow-Origin" in exchange.headers ? preflightHeaders(allowed) : {};
    exchange.response.writeHead(204, { ...exchange.headers, Allow: allowed.join(", "), ...preflight }).end();
  }

  function fail(exchange: Exchange, error: unknown): void {
    const problem = toProblem(error);
    record(exchange, problem);
    if (exchange.response.headersSent) exchange.response.destroy();
    else sendProblem(exchange.response, problem, exchange.requestId, exchange.headers);
  }

  function record(exchange: Exchange, problem: Problem): void {
    const attributes = { ...exchange.attributes, status: problem.status, code: problem.code };
    if (problem.status < 500) log.info(attributes, "Request refused");
    else log.error({ ...attributes, err: problem.cause ?? problem }, "Request failed");
  }
}

/** What a repeat is given. A stream is not kept: its handler answers a repeat from what it stored. */
function answerToKeep(reply: ApiReply<unknown>): StoredResponse | undefined {
  return "events" in reply ? undefined : { status: reply.status, body: reply.body, headers: { ...reply.headers } };
}

function sendReply(
  exchange: Exchange,
  headers: Readonly<Record<string, string>> | undefined,
  status: number,
  body: unknown,
): void {
  const isText = typeof body === "string" && headers?.["Content-Type"] !== undefined;
  const json = body === undefined ? "" : isText ? body : JSON.stringify(body);
  const type = { "Content-Type": "application/json; charset=utf-8" };
  send(exchange.response, exchange.headers, { status, headers: { ...type, ...headers }, body: json });
}

function send(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  answer: Awaited<ReturnType<PageQuery["answer"]>>,
): void {
  const length = answer.status === 204 ? {} : { "Content-Length": String(Buffer.byteLength(answer.body)) };
  // Node leaves the body out of an answer to HEAD.
  response.writeHead(answer.status, { ...headers, ...answer.headers, ...length }).end(answer.body);
}

function forbidden(asked: Operation): Problem {
  const detail = `${asked.permission} is needed, which these roles have: ${rolesWith(asked.permission).join(", ")}.`;
  return new Problem(403, "permission-missing", detail);
}

function splitUrl(url: string): { readonly path: string; readonly search: string } {
  const at = url.indexOf("?");
  return at === -1 ? { path: url, search: "" } : { path: url.slice(0, at), search: url.slice(at + 1) };
}
