import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocketServer } from "ws";
import type { TenantConfig } from "../../shared/config/index.ts";
import { offersWebCalls } from "../../shared/config/web-voice.ts";
import { Problem } from "../../shared/http/problem.ts";
import { isSandboxTenant } from "../../shared/runtime/sandbox/outside.ts";
import { callerAddress } from "../../shared/security/caller-address.ts";
import type { Connection } from "./connection.ts";
import type { SocketDependencies } from "./dependencies.ts";
import { capacity } from "./door/capacity.ts";
import type { SocketUser } from "./door/identify.ts";
import { refuseUpgrade } from "./door/refuse-upgrade.ts";
import { maxFrameBytes, type Start, socketPath } from "./protocol.ts";
import { type OpenedSession, type ServedSocket, serveSocket } from "./serve-socket.ts";
import { chatSession } from "./sessions/chat-session.ts";

/** Connections of this process, with those that have not said yet who they are. */
const maxConnections = 2_000;

export interface SocketEndpoint {
  /** Answers an `upgrade` request of an HTTP server. False: the path is not the endpoint's, and the socket is untouched. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Takes nobody any more, lets running sessions end politely, and cuts what is left after `withinMs`. */
  drain(withinMs: number): Promise<void>;
}

/** The WebSocket at `socketPath`: chats and calls without a room, with the API's tokens and the API's turns. */
export function socketEndpoint(deps: SocketDependencies): SocketEndpoint {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: maxFrameBytes,
    // Sound does not shrink, and a compressed frame may unpack to any size.
    perMessageDeflate: false,
  });
  const places = { chat: capacity("chats", deps.capacity.chat), voice: capacity("calls", deps.capacity.voice) };
  const testCalls = capacity("test calls", deps.capacity.testCalls);
  const served = new Set<ServedSocket>();
  /** Calls by their id, with the session that may replace them. */
  const calls = new Map<string, { readonly key: string; readonly served: () => ServedSocket }>();
  let draining = false;

  async function admit(request: IncomingMessage): Promise<void> {
    if (draining || served.size >= maxConnections)
      throw new Problem(503, "socket-closed", "No connection is taken at the moment. Try again.", {
        headers: { "Retry-After": "5" },
      });
    await deps.visitorLimits.arrive(callerAddress(request, deps));
  }

  function serve(request: IncomingMessage, socket: Duplex, head: Buffer, requestId: string): void {
    server.handleUpgrade(request, socket, head, (client) => {
      const one = serveSocket(
        client,
        {
          open: (start, to, leave) => open(start, { request, to, leave, served: () => one }),
          count: (user) => count(user, request),
          renew: (token, user) => renew(token, user, request),
          requestId,
          times: deps.times,
          log: deps.log,
          now: deps.now,
        },
        () => served.delete(one),
      );
      served.add(one);
    });
  }

  async function open(
    start: Start,
    client: {
      readonly request: IncomingMessage;
      readonly to: Connection;
      readonly served: () => ServedSocket;
      leave(): void;
    },
  ): Promise<OpenedSession> {
    const { request, to } = client;
    const user = await deps.identify(start, request);
    if (user.tests && start.mode !== "voice") throw onlyCalls();
    if (start.mode === "voice") requireWebCalls(await deps.configOf(user.tenantId, start.config_id ?? null));
    await count(user, request);
    if (start.replaces !== undefined) await endReplaced(start.replaces, user);
    const leavePlace = takePlace(start.mode, user);
    const callId = randomUUID();
    const release = () => {
      calls.delete(callId);
      leavePlace();
    };
    try {
      if (start.mode === "chat") {
        const session = await chatSession({ start, user, chat: deps.chat, connection: to });
        return { user, session, release };
      }
      calls.set(callId, { key: sessionKey(user), served: client.served });
      const { voiceSession } = await import("./sessions/voice-session.ts");
      const { openCall, log } = deps;
      const session = await voiceSession({ start, user, callId, openCall, connection: to, log, onEnded: client.leave });
      return { user, session, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Of the lines, tests take few: customers come first. A person has one, whatever the draft. */
  function takePlace(mode: Start["mode"], { tenantId, sessionId, tests }: SocketUser): () => void {
    const leaveTest = tests && testCalls.take(tests.owner, tests.by);
    try {
      const leave = places[mode].take(tenantId, sessionId);
      return () => {
        leave();
        leaveTest?.();
      };
    } catch (error) {
      leaveTest?.();
      throw error;
    }
  }

  /** A lost connection is noticed late. Only its own session knows a call's id, and gets the place back at once. */
  async function endReplaced(callId: string, user: SocketUser): Promise<void> {
    const call = calls.get(callId);
    if (call?.key !== sessionKey(user)) return;
    call.served().cut();
    await call.served().end("client-gone");
  }

  async function count({ caller, tenantId, sessionId }: SocketUser, request: IncomingMessage): Promise<void> {
    const address = callerAddress(request, deps);
    if (caller === null) {
      await deps.visitorLimits.count("messages", { tenantId, sessionId, address });
      // A demo that is paused, removed or used up answers here as it does in the widget.
      if (isSandboxTenant(tenantId)) await deps.sandbox.countMessage(tenantId, address);
      return;
    }
    const { allowed, headers } = await deps.rateLimiter.consume(caller);
    if (!allowed)
      throw new Problem(429, "rate-limited", "Too many requests. Wait for Retry-After seconds.", { headers });
  }

  async function renew(token: string, user: SocketUser, request: IncomingMessage): Promise<SocketUser> {
    const session = user.caller === null ? {} : { session_id: user.sessionId };
    const renewed = await deps.identify(
      { type: "start", version: 1, mode: "chat", sample_rate: 16_000, reports_playout: false, token, ...session },
      request,
    );
    const isSame =
      renewed.tenantId === user.tenantId &&
      renewed.sessionId === user.sessionId &&
      renewed.caller?.subject === user.caller?.subject;
    if (!isSame) throw new Problem(403, "identity-changed", "The new token is somebody else's. Open a new connection.");
    return renewed;
  }

  return {
    upgrade(request, socket, head) {
      if (request.url?.split("?", 1)[0] !== socketPath) return false;
      const requestId = randomUUID();
      // A connection that breaks before it is upgraded has nobody to tell.
      socket.on("error", (error) => deps.log.debug({ err: error, requestId }, "Socket failed before its upgrade"));
      admit(request).then(
        () => serve(request, socket, head, requestId),
        (error: unknown) => refuseUpgrade(socket, error, requestId),
      );
      return true;
    },

    async drain(withinMs) {
      draining = true;
      const ended = Promise.all([...served].map((one) => one.end("shutdown")));
      await Promise.race([ended, sleep(withinMs, undefined, { ref: false })]);
      for (const one of served) one.cut();
    },
  };
}

function sessionKey({ tenantId, sessionId }: SocketUser): string {
  return `${tenantId}/${sessionId}`;
}

function onlyCalls(): Problem {
  return new Problem(403, "token-for-calls", "This token opens a test call, and no chat.");
}

/** @throws Problem 404 `calls-not-offered` */
function requireWebCalls(config: TenantConfig): void {
  if (offersWebCalls(config)) return;
  const detail = "This client takes no calls from web pages: its channel `web_voice` is missing or switched off.";
  throw new Problem(404, "calls-not-offered", detail);
}
