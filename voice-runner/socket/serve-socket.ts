import type { RawData, WebSocket } from "ws";
import { Problem } from "../../shared/http/problem.ts";
import { unauthorized } from "../../shared/security/tokens/unauthorized.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import { bucket } from "./admission/bucket.ts";
import type { SocketUser } from "./admission/identify.ts";
import { watchLiveness } from "./admission/liveness.ts";
import { type Connection, connection } from "./connection.ts";
import type { SocketTimes } from "./dependencies.ts";
import { type ClientMessage, readClientMessage, type Start } from "./protocol.ts";
import type { SocketEnd, SocketSession } from "./sessions/socket-session.ts";

/** Text frames of one client: enough for a report of playout every 50 ms and a fast typist. */
const frames = { perSecond: 50, burst: 200 };
/** Invalid frames after which a client is hopeless. */
const maxInvalid = 20;
/** Messages that may arrive while the session opens. */
const maxEarly = 8;

export interface OpenedSession {
  readonly user: SocketUser;
  readonly session: SocketSession;
  /** Gives the session's place back. Can be called again. */
  release(): void;
}

export interface SocketParts {
  /** Opens what `start` asks for. The session calls `leave` after it ended by itself. */
  open(start: Start, to: Connection, leave: () => void): Promise<OpenedSession>;
  /** Counts a message that the customer wrote. @throws Problem 429 */
  count(user: SocketUser): Promise<void>;
  /** The same user with a later token. @throws Problem 401 or 403 */
  renew(token: string, user: SocketUser): Promise<SocketUser>;
  readonly requestId: string;
  readonly times: SocketTimes;
  readonly log: Logger;
  readonly now: () => Date;
}

export interface ServedSocket {
  /** Ends politely. Resolves when everything is recorded. Can be called again. */
  end(reason: SocketEnd): Promise<void>;
  /** Closes at once. */
  cut(): void;
}

/** Serves one client from its connection to the end of its session. `onGone` is called when nothing of it is left. */
export function serveSocket(socket: WebSocket, parts: SocketParts, onGone: () => void): ServedSocket {
  const { requestId, times, now } = parts;
  const log = parts.log.child({ requestId });
  const to = connection(socket, { requestId, log });
  const mayFrame = bucket({ ...frames, now: () => performance.now() });
  const early: ClientMessage[] = [];
  let state: "waiting" | "opening" | "open" | "ending" = "waiting";
  let opening: Promise<void> = Promise.resolve();
  let opened: OpenedSession | undefined;
  let user: SocketUser | undefined;
  let invalid = 0;
  let ended: Promise<void> | undefined;

  const tooLate = setTimeout(() => {
    if (state === "waiting") refuse(firstIsStart());
  }, times.start);
  const liveness = watchLiveness(socket, {
    times,
    onIdle: () => void end("client-idle"),
    onLook() {
      if (user?.expiresAt && user.expiresAt <= now()) expire();
    },
  });
  socket.on("message", receive);
  // The socket closes itself after an error, with the code that fits: 1009 for a frame that is too long.
  socket.on("error", (error) => log.info({ err: error }, "Socket failed"));
  socket.once("close", () => {
    clearTimeout(tooLate);
    liveness.stop();
    void end("client-gone").then(onGone);
  });

  function receive(data: RawData, isBinary: boolean): void {
    if (state === "ending") return;
    liveness.seen();
    try {
      if (isBinary) receiveSound(bytesOf(data));
      else receiveText(bytesOf(data).toString("utf8"));
    } catch (error) {
      refuse(error);
    }
  }

  function receiveSound(pcm: Buffer): void {
    if (state === "waiting") throw firstIsStart();
    // Sound that comes while the session opens is lost, as it is before a person picks up.
    if (state === "open") opened?.session.hear(pcm);
  }

  function receiveText(text: string): void {
    if (!mayFrame(1))
      throw new Problem(429, "too-many-frames", `Send at most ${frames.perSecond} text frames a second.`);
    const message = readClientMessage(text);
    if (state === "waiting") {
      if (message.type !== "start") throw firstIsStart();
      state = "opening";
      opening = open(message);
    } else if (opened && state === "open") void handle(opened.session, message);
    else if (early.push(message) > maxEarly) throw new Problem(429, "too-many-frames", "Wait for `started`.");
  }

  async function open(start: Start): Promise<void> {
    try {
      opened = await parts.open(start, to, () => void end("client-ended"));
      user = opened.user;
      if (state === "ending") return;
      to.send({ ...opened.session.started, expires_at: user.expiresAt?.toISOString() ?? null });
      await opened.session.begin();
      if (state === "opening") state = "open";
      for (const message of early) void handle(opened.session, message);
    } catch (error) {
      refuse(error);
    }
  }

  async function handle(session: SocketSession, message: ClientMessage): Promise<void> {
    try {
      if (message.type === "start") throw new Problem(409, "already-started", "The session has started already.");
      else if (message.type === "message") await say(session, message);
      else if (message.type === "key") session.key(message.key);
      else if (message.type === "played") session.played(message);
      else if (message.type === "renew") await renew(message.token);
      else await end("client-ended");
    } catch (error) {
      refuse(error);
    }
  }

  async function say(session: SocketSession, message: Extract<ClientMessage, { type: "message" }>): Promise<void> {
    if (user) await parts.count(user);
    await session.say(message);
  }

  async function renew(token: string): Promise<void> {
    if (user) user = await parts.renew(token, user);
    to.send({ type: "renewed", expires_at: user?.expiresAt?.toISOString() ?? null });
  }

  function expire(): void {
    if (state === "ending") return;
    to.refuse(unauthorized("token-expired", "The token has expired. Send `renew` in time."), { fatal: false });
    void end("token-expired");
  }

  /** Before a session is open, and after too many mistakes, nothing can go on. */
  function refuse(error: unknown): void {
    invalid += 1;
    const fatal = state !== "open" || invalid > maxInvalid;
    to.refuse(error, { fatal });
    if (fatal) state = "ending";
  }

  function end(reason: SocketEnd): Promise<void> {
    ended ??= finish(reason);
    return ended;
  }

  async function finish(reason: SocketEnd): Promise<void> {
    state = "ending";
    await opening;
    try {
      await opened?.session.end(reason);
    } catch (error) {
      log.error({ err: error }, "Socket session failed to end");
    } finally {
      opened?.release();
    }
    if (opened) log.info({ reason }, "Socket session ended");
    to.close(reason === "shutdown" ? "goingAway" : "normal", reason);
  }

  return { end, cut: () => socket.terminate() };
}

function firstIsStart(): Problem {
  return new Problem(400, "start-missing", "The first frame must be a start message.");
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}
