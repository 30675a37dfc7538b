import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { SocketEndpoint } from "../../../voice-runner/socket/socket-endpoint.ts";
import type { Composition } from "../../app/compose.ts";
import { once } from "../../app/lazy.ts";

/**
 * Serves the socket of chats and calls on the product's own port. Its code loads at the first connection and LiveKit's at
 * the first call, so that a start takes no longer.
 */
export function serveSockets(server: Server, composition: Composition): Pick<SocketEndpoint, "drain"> {
  let opened = false;
  const calls = once(async () => (await import("../../../voice-runner/socket/open-calls.ts")).openCalls(composition));
  const endpoint = once(async () => {
    const { openSocketEndpoint } = await import("../../../voice-runner/socket/open-endpoint.ts");
    opened = true;
    return openSocketEndpoint(composition, { openCall: async (...call) => (await calls())(...call) });
  });

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    try {
      if ((await endpoint()).upgrade(request, socket, head)) return;
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    } catch (error) {
      composition.log.error({ err: error }, "The socket could not be opened");
      socket.destroy();
    }
  }

  server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head));
  return {
    async drain(withinMs) {
      if (opened) await (await endpoint()).drain(withinMs);
    },
  };
}
