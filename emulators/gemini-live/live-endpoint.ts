import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type Context, Hono } from "hono";
import { WebSocketServer } from "ws";
import { googleError } from "../gemini/errors.ts";
import { reply, type StandInBindings } from "../http.ts";
import { numberOf, objectOf, parseJson, textOf } from "../json.ts";
import { type LiveSession, liveSession } from "./live-session.ts";
import { type LiveScript, liveScript, usualScript } from "./script.ts";

const path = /^\/+ws\/google\.ai\.generativelanguage\.v1(?:beta|alpha)\.GenerativeService\.BidiGenerateContent$/;

export interface LiveEndpoint {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** `script`, `close`, `go-away` and `sessions`, under `/_standin/live`. */
  readonly control: Hono<{ Bindings: StandInBindings }>;
  reset(): void;
  close(): void;
}

/**
 * Emulates the Gemini Live API's WebSocket (ai.google.dev/api/live): automatic activity detection, transcriptions, function
 * calls, speech, resumption and closes. It hears tones, calls the first function for all that it hears, and says what it
 * is asked to say, unless a script has it do something else.
 */
export function liveEndpoint(): LiveEndpoint {
  const server = new WebSocketServer({ noServer: true });
  const open = new Set<LiveSession>();
  let script: LiveScript = usualScript();
  let sessions: { readonly messages: unknown[] }[] = [];

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const [, pathname = "", query = ""] = /^([^?]*)\??(.*)$/.exec(request.url ?? "") ?? [];
    if (!path.test(pathname)) return void socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    server.handleUpgrade(request, socket, head, (connected) => {
      if ((new URLSearchParams(query).get("key") ?? "") === "")
        return connected.close(1008, "Method doesn't allow unregistered callers.");
      const messages: unknown[] = [];
      sessions.push({ messages });
      const session = liveSession(connected, { script: () => script, sent: (message) => messages.push(message) });
      open.add(session);
      connected.on("close", () => open.delete(session));
    });
  }

  const control = new Hono<{ Bindings: StandInBindings }>();
  const bodyOf = (c: Context<{ Bindings: StandInBindings }>) => parseJson(c.env.received.rawBody);
  const done = { status: 200, body: { done: true } };
  control.post("/script", (c) => {
    const given = liveScript(bodyOf(c));
    if (typeof given === "string") return reply(googleError(400, given));
    script = given;
    return reply(done);
  });
  control.post("/close", (c) => {
    const { code, reason } = objectOf(bodyOf(c));
    for (const session of open) session.close({ code: numberOf(code, 1011), reason: textOf(reason) });
    return reply(done);
  });
  control.post("/go-away", () => {
    for (const session of open) session.goAway("5s");
    return reply(done);
  });
  control.get("/sessions", () => reply({ status: 200, body: sessions }));

  return {
    upgrade,
    control,
    reset() {
      script = usualScript();
      sessions = [];
    },
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
