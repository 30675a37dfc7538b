import { mcpReply } from "../../functions/endpoints/api/mcp/mcp-reply.ts";
import { readMessage } from "../../functions/endpoints/api/mcp/mcp-service.ts";
import { refuseForeignPage } from "../../functions/endpoints/api/mcp/request-origin.ts";
import { byMethod } from "../../functions/endpoints/http/exchange.ts";
import { httpShell } from "../../functions/endpoints/http/shell.ts";
import { serveFunction } from "../../functions/endpoints/http/test-server.ts";
import { createLogger } from "../../shared/telemetry/log.ts";
import { everythingServer } from "./everything-server.ts";

/** `/v1/mcp` without identities, before the server that the conformance suite wants. */
export async function serveEverything() {
  const handler = httpShell({
    find: async ({ path, method }) =>
      byMethod(
        path,
        {
          async POST(exchange) {
            refuseForeignPage(exchange.request, { publicUrl: "https://agency.example", allowedOrigins: [] });
            const server = () => everythingServer();
            return mcpReply(exchange, await readMessage(exchange), { server, onError: () => undefined });
          },
        },
        method,
      ),
    messages: { refused: "refused", failed: "failed" },
    log: createLogger({ level: "silent" }),
  });
  return serveFunction(handler);
}
