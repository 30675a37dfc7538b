import { projectRoot } from "../../../shared/project-root.ts";
import { keepBodiesUnread } from "../../app/patches/unread-bodies.ts";
import { corsHeaders } from "../http/cors.ts";
import { byMethod, type Exchange, type HttpReply, type Resource } from "../http/exchange.ts";
import { toProblem } from "../http/problem-reply.ts";
import { type HttpHandler, httpShell } from "../http/shell.ts";
import { callerAddress } from "./caller.ts";
import { demoPage } from "./demo.ts";
import type { WidgetDependencies } from "./dependencies.ts";
import { operations, type WidgetCall, type WidgetOperation } from "./operations.ts";
import { widgetPages } from "./pages.ts";

/**
 * The chat on tenants' own web pages: the script at `/widget.js`, what it loads, and the API it talks to under
 * `/widget/v1/`, which pages of the tenant's own origins may call, each visitor for their own session alone.
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
    if (deps.demo && path === "/widget/demo") return byMethod(path, { GET: demoPage }, method);
    return findPage(exchange);
  }

  async function resourceOf(operation: WidgetOperation, exchange: Exchange): Promise<Resource> {
    const call = callOf(exchange);
    await deps.limits.arrive(call.address);
    const handle = operation[exchange.method];
    return {
      route: exchange.path,
      methods: Object.keys(operation),
      answer: handle && (async () => written(await handle(call))),
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

  /** A browser asks this without a body or a token, so the client is named in the query. */
  async function admitPreflight(call: WidgetCall): Promise<void> {
    try {
      await api.admit(call, call.query.get("client_id") ?? "");
    } catch (error) {
      if (toProblem(error).status >= 500) throw error;
    }
  }
}

function written(reply: Awaited<ReturnType<WidgetOperation[string]>>): HttpReply {
  if ("events" in reply) return reply;
  const headers = { "Content-Type": "application/json; charset=utf-8", ...reply.headers };
  return { status: reply.status, headers, body: JSON.stringify(reply.body) };
}
