import type { WebSocket } from "ws";
import type { SocketTimes } from "../dependencies.ts";

/** Cuts clients that left without closing, and reports those that do nothing. */
export interface Liveness {
  /** The client sent a frame. */
  seen(): void;
  stop(): void;
}

/**
 * Pings the client (RFC 6455, section 5.5.2), and cuts the connection when two pings in a row stay unanswered: a half-open
 * connection, or a client that never reads. `onLook` is called with every ping.
 */
export function watchLiveness(
  socket: WebSocket,
  options: { readonly times: Pick<SocketTimes, "ping" | "idle">; onIdle(): void; onLook(): void },
): Liveness {
  const { times } = options;
  let unanswered = 0;
  let seenAt = performance.now();
  socket.on("pong", () => {
    unanswered = 0;
  });
  const timer = setInterval(() => {
    if (unanswered >= 2) return socket.terminate();
    unanswered += 1;
    if (socket.readyState === socket.OPEN) socket.ping();
    options.onLook();
    if (performance.now() - seenAt > times.idle) options.onIdle();
  }, times.ping);
  return {
    seen() {
      seenAt = performance.now();
    },
    stop: () => clearInterval(timer),
  };
}
