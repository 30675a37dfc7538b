import type { ServerResponse } from "node:http";
import { z } from "zod";
import { type ArrivedRequest, mediaType, parseJsonBody, readBody } from "../../../shared/http/body.ts";
import type { HttpHandler } from "../../../shared/http/handler.ts";
import { dataHeaders, requestIdOf } from "../../../shared/http/headers.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { sendProblem, toProblem } from "../../../shared/http/problem-reply.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { type Asset, assets } from "./assets.ts";
import { fromThisMachine } from "./from-this-machine.ts";

interface ConsoleClient {
  readonly id: string;
  readonly name: string;
  readonly agentName: string;
}

export interface ConsoleDependencies {
  clients(): Promise<readonly ConsoleClient[]>;
  /** A token for an operator of the client, good for an hour. Absent in production, where operators bring their own. */
  readonly mintToken?: (clientId: string) => Promise<string>;
  readonly log: Logger;
}

const pageHeaders = {
  ...dataHeaders,
  "Content-Security-Policy":
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  // Asked again each time, and answered 304 while it is the same.
  "Cache-Control": "no-cache",
};

const maxSessionBytes = 1024;
const SessionRequest = z.object({ client_id: z.string() });

/**
 * The web app: the page at `/`, its files under `/console/`, and `/session`, which gives a browser on this machine
 * the list of clients and a token. Everything else the page does goes through the API like any other caller.
 */
export function consoleFunction(deps: ConsoleDependencies): HttpHandler {
  const asset = assets();

  return async (request, response) => {
    const requestId = requestIdOf(request);
    const headers = { ...dataHeaders, "X-Request-Id": requestId };
    try {
      const [path = "/"] = (request.originalUrl ?? request.url ?? "/").split("?", 1);
      if (path === "/session") return sendJson(response, headers, await session(request));
      if (request.method !== "GET" && request.method !== "HEAD") throw onlyMethods("GET, HEAD");
      const found = await asset(path);
      if (found === undefined) throw new Problem(404, "path-unknown", "There is no such page.");
      sendAsset(request, response, found);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500) deps.log.error({ requestId, err: problem.cause ?? problem }, "Console request failed");
      sendProblem(response, problem, requestId, headers);
    }
  };

  /** From elsewhere the list is empty: who the clients are is not for everyone to know. */
  async function session(request: ArrivedRequest): Promise<object> {
    const local = deps.mintToken !== undefined && fromThisMachine(request);
    if (request.method === "GET") {
      const clients = local ? await deps.clients() : [];
      return {
        issues_tokens: local,
        clients: clients.map(({ id, name, agentName }) => ({ id, name, agent_name: agentName })),
      };
    }
    if (request.method !== "POST") throw onlyMethods("GET, POST");
    if (deps.mintToken === undefined || !local)
      throw new Problem(403, "session-not-local", "Tokens are given to pages on this machine only: bring your own.");
    // No form of another site can send this type without asking first, and we never allow it to.
    if (mediaType(request) !== "application/json")
      throw new Problem(415, "media-type-unsupported", "Content-Type must be application/json.");
    const body = SessionRequest.safeParse(parseJsonBody(await readBody(request, maxSessionBytes)));
    if (!body.success) throw new Problem(422, "body-invalid", 'Send { "client_id": "…" }.');
    const known = (await deps.clients()).some(({ id }) => id === body.data.client_id);
    if (!known) throw new Problem(404, "client-not-found", "There is no such client.");
    return { token: await deps.mintToken(body.data.client_id) };
  }
}

function sendAsset(request: ArrivedRequest, response: ServerResponse, { type, bytes, tag }: Asset): void {
  const headers = { ...pageHeaders, ETag: tag };
  if (request.headers["if-none-match"] === tag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, "Content-Type": type, "Content-Length": String(bytes.length) }).end(bytes);
}

function sendJson(response: ServerResponse, headers: Readonly<Record<string, string>>, body: object): void {
  const bytes = Buffer.from(JSON.stringify(body));
  const more = { "Content-Type": "application/json; charset=utf-8", "Content-Length": String(bytes.length) };
  response.writeHead(200, { ...headers, ...more }).end(bytes);
}

function onlyMethods(allowed: string): Problem {
  return new Problem(405, "method-not-allowed", `This path takes ${allowed}.`, { headers: { Allow: allowed } });
}
