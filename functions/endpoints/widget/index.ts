import { toProblem } from "../../../shared/http/to-problem.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { callerAddress } from "../../../shared/security/caller-address.ts";
import { keepBodiesUnread } from "../../app/patches/unread-bodies.ts";
import { corsHeaders } from "../http/cors.ts";
import { byMethod, type Exchange, type HttpReply, type Resource } from "../http/exchange.ts";
import { type HttpHandler, httpShell } from "../http/shell.ts";
import { demoPage } from "./demo.ts";
import type { WidgetDependencies } from "./dependencies.ts";
import { operations, type WidgetCall, type WidgetOperation } from "./operations.ts";
import { widgetPages } from "./pages.ts";

/**
 * The chat on tenants' web pages: the script at `/widget.js`, its modules, and its API under `/widget/v1/`. Only pages of
 * the tenant's origins may call the API. A visitor can access only their own session.
 */
export function widgetFunction(deps: WidgetDependencies): HttpHandler {
  keepBodiesUnread("/widget/");
  const findPage = widgetPages(deps.staticRoot ?? projectRoot);
  const api = operations(deps);
  const messages = { refused: "Widget request refused", failed: "Widget request failed" };
  return httpShell({ find, messages, log: deps.log });

  async function find(exchange: Exchange): Promise<Resource | undefined> {
    const { path, method } = exchange;
    const operation = Object.hasOwn(api.paths, path) ? api.paths[path] : undefined;
    if (operation) return resourceOf(operation, exchange);
    if (deps.demo && path === "/widget/demo")
      return byMethod(path, { GET: async (exchange) => demoPage(exchange, await deps.calls()) }, method);
    return findPage(exchange) ?? deps.demoPages(exchange);
  }

  async function resourceOf(operation: WidgetOperation, exchange: Exchange): Promise<Resource> {
    const call = callOf(exchange);
    await deps.limits.arrive(call.address);
    const handle = operation[exchange.method];
    return {
      route: exchange.path,
      methods: Object.keys(operation),
      answer: handle && (async () => toHttpReply(await handle(call))),
      preflight: () => admitPreflight(call),
    };
  }

  function callOf({ request, search, signal, headers }: Exchange): WidgetCall {
    return {
      request,
      signal,
      query: new URLSearchParams(search),
      address: callerAddress(request, deps),
      allowOrigin: (origin) => void Object.assign(headers, corsHeaders(request, [origin])),
    };
  }

  /** A preflight has no body and no token, so the query names the client. */
  async function admitPreflight(call: WidgetCall): Promise<void> {
    try {
      await api.admit(call, call.query.get("client_id") ?? "");
    } catch (error) {
      if (toProblem(error).status >= 500) throw error;
    }
  }
}

function toHttpReply(reply: Awaited<ReturnType<WidgetOperation[string]>>): HttpReply {
  if ("events" in reply) return reply;
  const headers = { "Content-Type": "application/json; charset=utf-8", ...reply.headers };
  return { status: reply.status, headers, body: JSON.stringify(reply.body) };
}
