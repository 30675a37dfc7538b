import { z } from "zod";
import { Problem } from "../../../shared/http/problem.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { mediaType, parseJsonBody, readBody } from "../http/body.ts";
import { byMethod, type Exchange, type HttpReply } from "../http/exchange.ts";
import { type HttpHandler, httpShell } from "../http/shell.ts";
import { fromThisMachine } from "./from-this-machine.ts";
import { consolePages } from "./pages.ts";

interface ConsoleClient {
  readonly id: string;
  readonly name: string;
  readonly agentName: string;
}

export interface ConsoleDependencies {
  clients(): Promise<readonly ConsoleClient[]>;
  /** Issues an operator token for the client, valid for one hour. Absent in production, where operators have their own. */
  readonly mintToken?: (clientId: string) => Promise<string>;
  /** The folder with the pages' files (see `writeStaticFiles` in hosts/build). Defaults to the project root. */
  readonly staticRoot?: string;
  /** The addresses of the servers that carry calls (`callServersOf`). */
  readonly callServers?: readonly string[];
  readonly log: Logger;
}

const maxSessionBytes = 1024;
const SessionRequest = z.object({ client_id: z.string() });

/**
 * The web app: the chat page at `/`, the console and the files of both under `/console/`. `/session` gives a browser
 * on this machine the list of clients and a token. The pages call the API like any other client.
 */
export function consoleFunction(deps: ConsoleDependencies): HttpHandler {
  const findPage = consolePages(deps.staticRoot ?? projectRoot, deps.callServers ?? []);
  const messages = { refused: "Console request refused", failed: "Console request failed" };
  return httpShell({
    async find(exchange) {
      if (exchange.path !== "/session") return findPage(exchange);
      return byMethod("/session", { GET: showClients, POST: openSession }, exchange.method);
    },
    messages,
    log: deps.log,
  });

  /** For remote requests the list is empty, because the clients' names are not public. */
  async function showClients({ request }: Exchange): Promise<HttpReply> {
    const local = deps.mintToken !== undefined && fromThisMachine(request);
    const clients = local ? await deps.clients() : [];
    return json({
      issues_tokens: local,
      clients: clients.map(({ id, name, agentName }) => ({ id, name, agent_name: agentName })),
    });
  }

  async function openSession({ request }: Exchange): Promise<HttpReply> {
    if (deps.mintToken === undefined || !fromThisMachine(request))
      throw new Problem(
        403,
        "session-not-local",
        "Tokens are issued only to pages on this machine. Use your own token.",
      );
    // Another site cannot send this type without a preflight, and no preflight succeeds here.
    if (mediaType(request) !== "application/json")
      throw new Problem(415, "media-type-unsupported", "Content-Type must be application/json.");
    const body = SessionRequest.safeParse(parseJsonBody(await readBody(request, maxSessionBytes)));
    if (!body.success) throw new Problem(422, "body-invalid", 'Send { "client_id": "…" }.');
    const known = (await deps.clients()).some(({ id }) => id === body.data.client_id);
    if (!known) throw new Problem(404, "client-not-found", "The client does not exist.");
    return json({ token: await deps.mintToken(body.data.client_id) });
  }
}

function json(body: object): HttpReply {
  const headers = { "Content-Type": "application/json; charset=utf-8" };
  return { status: 200, headers, body: JSON.stringify(body) };
}
