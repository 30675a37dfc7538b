import type { IncomingMessage } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { reply, type StandIn, type StandInRequest, serve } from "../http.ts";

/** A vendor's WebSocket service. `url` has the scheme http; its clients make ws of it. */
export async function serveWebSockets(options: {
  /** A status to refuse the connection with, or what to do with it. */
  connect(request: IncomingMessage, url: URL): number | ((socket: WebSocket) => void);
  /** Answers plain requests; by default there are none. */
  answer?(request: StandInRequest): Response;
}): Promise<StandIn> {
  const sockets = new WebSocketServer({ noServer: true });
  const served = await serve({
    port: 0,
    fetch: (_request, { received }) => options.answer?.(received) ?? reply({ status: 404 }),
    upgrade(request, socket, head) {
      const chosen = options.connect(request, new URL(request.url ?? "/", "http://stand-in"));
      if (typeof chosen === "number") {
        socket.end(`HTTP/1.1 ${chosen} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
        return;
      }
      sockets.handleUpgrade(request, socket, head, chosen);
    },
  });
  return {
    url: served.url,
    async close() {
      for (const client of sockets.clients) client.terminate();
      await served.close();
    },
  };
}

export function sendJson(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}
