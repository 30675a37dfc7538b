import type { WebSocket } from "ws";
import { problemDocument, toProblem } from "../../shared/http/to-problem.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import type { ServerMessage } from "./protocol.ts";

/** A client that leaves so much unread is too slow for a conversation. */
const maxUnreadBytes = 1024 * 1024;
/** How long a client may take to answer the closing. */
const closeAnswerMs = 2_000;

/** Close codes: RFC 6455, section 7.4.1, and the IANA registry of WebSocket close codes for 1013. */
const closeCodes = { normal: 1000, goingAway: 1001, policy: 1008, serverError: 1011, tryAgainLater: 1013 } as const;

/** One client's socket, as the sessions write to it. Nothing is sent once it is closed. */
export interface Connection {
  readonly requestId: string;
  send(message: ServerMessage): void;
  sendAudio(pcm: Buffer): void;
  /** Tells what was wrong. `fatal` also closes. */
  refuse(error: unknown, options: { readonly fatal: boolean }): void;
  close(why: keyof typeof closeCodes, reason: string): void;
}

export function connection(
  socket: WebSocket,
  { requestId, log }: { readonly requestId: string; readonly log: Logger },
): Connection {
  function write(data: string | Buffer): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > maxUnreadBytes) {
      log.info({ unreadBytes: socket.bufferedAmount }, "Socket cut: the client does not read");
      socket.terminate();
      return;
    }
    socket.send(data);
  }

  function close(why: keyof typeof closeCodes, reason: string): void {
    socket.close(closeCodes[why], reason);
    setTimeout(() => socket.terminate(), closeAnswerMs).unref();
  }

  return {
    requestId,
    send: (message) => write(JSON.stringify(message)),
    sendAudio: write,
    close,
    refuse(error, { fatal }) {
      const problem = toProblem(error);
      const attributes = { status: problem.status, code: problem.code, fatal };
      if (problem.status < 500) log.info(attributes, "Socket message refused");
      else log.error({ ...attributes, err: problem.cause ?? problem }, "Socket message failed");
      write(
        JSON.stringify({
          type: "problem",
          fatal,
          problem: problemDocument(problem, requestId),
        } satisfies ServerMessage),
      );
      if (fatal) close(closeOf(problem.status), problem.code);
    },
  };
}

function closeOf(status: number): keyof typeof closeCodes {
  if (status === 429 || status === 503) return "tryAgainLater";
  return status >= 500 ? "serverError" : "policy";
}
