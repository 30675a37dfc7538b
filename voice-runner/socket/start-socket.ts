import { createServer } from "node:http";
import { stopSignal } from "../stop-signal.ts";
import { openRunner } from "../worker/open-runner.ts";
import { openCalls } from "./open-calls.ts";
import { openSocketEndpoint } from "./open-endpoint.ts";

/** Cloud Run ends an instance ten seconds after SIGTERM. Pages connect again, and take their calls with them. */
const drainMs = 7_000;

/**
 * Serves the socket of chats and calls until SIGTERM, on its own port: where the product runs as functions, none of them
 * keeps a connection open. `GET /` says that it takes connections.
 * @throws Error naming the missing environment variables
 */
export async function startSocket(port: number): Promise<void> {
  const { composition, stop } = await openRunner();
  const { log } = composition;
  const endpoint = await openSocketEndpoint(composition, { openCall: openCalls(composition) });
  const server = createServer((request, response) => {
    const found = request.url === "/";
    response.writeHead(found ? 200 : 404, { "content-type": "text/plain" }).end(found ? "ok" : "not found");
  });
  server.on("upgrade", (request, socket, head) => {
    if (!endpoint.upgrade(request, socket, head))
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  const stopped = stopSignal();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, resolve);
  });
  log.info({ port }, "The socket takes connections");
  await stopped;
  server.close();
  await endpoint.drain(drainMs);
  server.closeAllConnections();
  await stop(2_000);
}
