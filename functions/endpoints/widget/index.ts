import type { ServerResponse } from "node:http";
import type { TenantConfig } from "../../../shared/config/index.ts";
import type { ArrivedRequest } from "../../../shared/http/body.ts";
import { corsHeaders, preflightHeaders } from "../../../shared/http/cors.ts";
import { sendEvents } from "../../../shared/http/event-stream.ts";
import type { HttpHandler } from "../../../shared/http/handler.ts";
import { dataHeaders, requestIdOf } from "../../../shared/http/headers.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { sendProblem, toProblem } from "../../../shared/http/problem-reply.ts";
import { keepBodiesUnread } from "../../../shared/http/unread-bodies.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { VisitorTokens } from "../../../shared/security/visitor-tokens.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { widgetAssets } from "./assets.ts";
import { callerAddress } from "./caller.ts";
import type { VisitorChat } from "./chat.ts";
import { demoPage } from "./demo.ts";
import type { WidgetLimits } from "./limits.ts";
import { type Exchange, operations, type WidgetOperation } from "./operations.ts";

export interface WidgetDependencies {
  readonly chat: VisitorChat;
  readonly tokens: VisitorTokens;
  readonly blobs: Blobs;
  readonly limits: WidgetLimits;
  /** The configuration of the tenant's chats. @throws TerminalError `config-not-found` when there is none. */
  configOf(tenantId: TenantId): Promise<TenantConfig>;
  readonly production: boolean;
  readonly behindLoadBalancer: boolean;
  /** Whether `/widget/demo` shows the chat in a page of our own. */
  readonly demo: boolean;
  readonly log: Logger;
}

interface Arrived {
  readonly request: ArrivedRequest;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Go out with whatever the answer becomes. */
  readonly headers: Record<string, string>;
  readonly url: URL;
}

/**
 * The chat on tenants' own web pages: the script at `/widget.js`, what it loads, and the API it talks to under
 * `/widget/v1/`, which pages of the tenant's own origins may call, each visitor for their own session alone.
 */
export function widgetFunction(deps: WidgetDependencies): HttpHandler {
  keepBodiesUnread("/widget/");
  const asset = widgetAssets();
  const api = operations(deps);

  return async (request, response) => {
    const requestId = requestIdOf(request);
    const headers: Record<string, string> = { ...dataHeaders, "X-Request-Id": requestId };
    const url = new URL(request.originalUrl ?? request.url ?? "/", "http://widget");
    const arrived: Arrived = { request, response, requestId, headers, url };
    try {
      const operation = Object.hasOwn(api.paths, url.pathname) ? api.paths[url.pathname] : undefined;
      if (operation) return await operate(operation, arrived);
      if (request.method !== "GET" && request.method !== "HEAD") throw onlyMethods("GET, HEAD");
      if (deps.demo && url.pathname === "/widget/demo") return demoPage(url, response);
      if (await asset(url.pathname, request, response)) return;
      throw new Problem(404, "path-unknown", "There is nothing here.");
    } catch (error) {
      fail(error, arrived);
    }
  };

  async function operate(
    operation: WidgetOperation,
    { request, response, requestId, headers, url }: Arrived,
  ): Promise<void> {
    const abort = new AbortController();
    response.once("close", () => response.writableFinished || abort.abort());
    const { signal } = abort;
    const allowOrigin = (origin: string) => void Object.assign(headers, corsHeaders(request, [origin]));
    const address = callerAddress(request, deps);
    const exchange: Exchange = { request, url, address, allowOrigin, signal };
    await deps.limits.arrive(address);
    const methods = Object.keys(operation);
    if (request.method === "OPTIONS") {
      await admitPreflight(exchange);
      const allowed = "Access-Control-Allow-Origin" in headers ? preflightHeaders(methods) : {};
      response.writeHead(204, { ...headers, Vary: "Origin", ...allowed }).end();
      return;
    }
    const handle = operation[request.method ?? ""];
    if (!handle) throw onlyMethods(methods.join(", "));
    const reply = await handle(exchange);
    if ("events" in reply) {
      const error = await sendEvents(response, reply.events, { requestId, headers, signal });
      if (error !== undefined) record(toProblem(error), requestId);
      return;
    }
    const body = Buffer.from(JSON.stringify(reply.body));
    const type = { "Content-Type": "application/json; charset=utf-8", "Content-Length": String(body.length) };
    response.writeHead(reply.status, { ...headers, ...type, ...reply.headers }).end(body);
  }

  /** A browser asks this without a body or a token, so the client stands in the address. */
  async function admitPreflight(exchange: Exchange): Promise<void> {
    try {
      await api.admit(exchange, exchange.url.searchParams.get("client_id") ?? "");
    } catch (error) {
      if (toProblem(error).status >= 500) throw error;
    }
  }

  function fail(error: unknown, { response, requestId, headers }: Arrived): void {
    const problem = toProblem(error);
    record(problem, requestId);
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem, requestId, headers);
  }

  function record(problem: Problem, requestId: string): void {
    const { status, code } = problem;
    if (status < 500) deps.log.info({ requestId, status, code }, "Widget request refused");
    else deps.log.error({ requestId, err: problem.cause ?? problem }, "Widget request failed");
  }
}

function onlyMethods(allowed: string): Problem {
  return new Problem(405, "method-not-allowed", `This path takes ${allowed}.`, { headers: { Allow: allowed } });
}
