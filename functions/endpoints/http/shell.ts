import type { ServerResponse } from "node:http";
import { Problem } from "../../../shared/http/problem.ts";
import { toProblem } from "../../../shared/http/to-problem.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import type { ArrivedRequest } from "./body.ts";
import { compressAnswer } from "./compress.ts";
import { preflightHeaders } from "./cors.ts";
import { sendEvents } from "./event-stream.ts";
import { type Exchange, type HttpReply, openExchange, type Resource } from "./exchange.ts";
import { sendProblem } from "./problem-reply.ts";
import { inServerSpan } from "./server-span.ts";

export type HttpHandler = (request: ArrivedRequest, response: ServerResponse) => Promise<void>;

export interface HttpShellOptions {
  /** Finds the resource at the request's path. */
  find(exchange: Exchange): Promise<Resource | undefined>;
  /** Messages of the log lines. Alerts match them. */
  readonly messages: { readonly refused: string; readonly failed: string };
  /** The log level of rejected requests. Defaults to `info`. */
  readonly refusedLevel?: "info" | "warn";
  readonly log: Logger;
}

/**
 * Handles every HTTP request: request id → server span → compression → resource → method → handler → response.
 * Any thrown error becomes a problem document.
 * @example httpShell({ find: async ({ path, method }) => byMethod(path, { GET: showPage }, method), messages, log })
 */
export function httpShell(options: HttpShellOptions): HttpHandler {
  return async (request, response) => {
    const exchange = openExchange(request, response);
    await inServerSpan(exchange, async () => {
      compressAnswer(request, response);
      try {
        await send(exchange, await answer(options, exchange), options);
      } catch (error) {
        refuse(exchange, error, options);
      }
    });
  };
}

async function answer({ find }: HttpShellOptions, exchange: Exchange): Promise<HttpReply> {
  const resource = await find(exchange);
  if (resource === undefined) throw new Problem(404, "path-unknown", "Nothing exists at this path. See /docs.");
  exchange.attributes.route = resource.route;
  if (resource.answer) return resource.answer(exchange);
  const allowed = allowedMethods(resource).join(", ");
  if (exchange.method === "OPTIONS" && resource.preflight) {
    await resource.preflight(exchange);
    const readable = "Access-Control-Allow-Origin" in exchange.headers;
    const more = readable ? preflightHeaders(allowedMethods(resource)) : {};
    return { status: 204, headers: { Allow: allowed, ...more }, body: "" };
  }
  throw new Problem(405, "method-not-allowed", `This path supports ${allowed}.`, { headers: { Allow: allowed } });
}

function allowedMethods({ methods, preflight }: Resource): readonly string[] {
  return [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), ...(preflight ? ["OPTIONS"] : [])];
}

async function send(exchange: Exchange, reply: HttpReply, options: HttpShellOptions): Promise<void> {
  const { response, requestId, headers, signal, request } = exchange;
  if ("events" in reply) {
    const isHead = request.method === "HEAD";
    const error = await sendEvents(response, reply.events, { requestId, headers, signal, isHead });
    if (error !== undefined) record(exchange, toProblem(error), options);
    return;
  }
  if (!("written" in reply)) {
    const length = reply.status === 204 ? {} : { "Content-Length": String(Buffer.byteLength(reply.body)) };
    // Node omits the body of a response to HEAD.
    response.writeHead(reply.status, { ...headers, ...reply.headers, ...length }).end(reply.body);
  }
  options.log.debug({ ...exchange.attributes, status: response.statusCode }, "Request answered");
}

function refuse(exchange: Exchange, error: unknown, options: HttpShellOptions): void {
  const problem = toProblem(error);
  record(exchange, problem, options);
  if (exchange.response.headersSent) exchange.response.destroy();
  else sendProblem(exchange.response, problem, exchange.requestId, exchange.headers);
}

function record(
  exchange: Exchange,
  problem: Problem,
  { log, messages, refusedLevel = "info" }: HttpShellOptions,
): void {
  const attributes = { ...exchange.attributes, status: problem.status, code: problem.code };
  if (problem.status < 500) log[refusedLevel](attributes, messages.refused);
  else log.error({ ...attributes, err: problem.cause ?? problem }, messages.failed);
}
