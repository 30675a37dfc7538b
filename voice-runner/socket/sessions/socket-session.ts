import type { ClientMessage, PlayedReport, SaidMessage, ServerMessage } from "../protocol.ts";

/** What ends a session from outside: the client, its connection, its token, or this process. */
export type SocketEnd = "client-ended" | "client-gone" | "client-idle" | "token-expired" | "shutdown";

export type StartedMessage = Extract<ServerMessage, { type: "started" }>;

/** What runs behind a socket after `start`: a chat or a call. */
export interface SocketSession {
  /** Said to the client before anything else of the session. */
  readonly started: Omit<StartedMessage, "expires_at">;
  /** Begins. @throws what the client is told. */
  begin(): Promise<void>;
  /** @throws Problem that the client is told; the session goes on. */
  say(message: SaidMessage): Promise<void>;
  key(key: Extract<ClientMessage, { type: "key" }>["key"]): void;
  /** s16le. @throws Problem when sound makes no sense here. */
  hear(pcm: Buffer): void;
  played(report: PlayedReport): void;
  /** Resolves when everything is recorded. Can be called again. */
  end(reason: SocketEnd): Promise<void>;
}
