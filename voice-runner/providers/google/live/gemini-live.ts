import { setTimeout as delay } from "node:timers/promises";
import type { LiveServerMessage, Session } from "@google/genai";
import type { RealtimeLink, RealtimeListener, RealtimeModel } from "../../../session/realtime/realtime-model.ts";
import { type LiveOptions, liveConfig, sayRequest } from "./live-config.ts";
import { handleMessage } from "./live-messages.ts";
import { speechTurns } from "./speech-turns.ts";

/** ai.google.dev/gemini-api/docs/models/gemini-3.8-live, as read on 29 November 2026. */
export const liveModelName = "gemini-3.8-live";

/** The version of the API that has live models. */
const apiVersion = "v1beta";
const connectMs = 5_000;
/** The server leaves after a minute at the latest; the next connection waits for a pause until then. */
const mostRenewalMs = 4_000;
const lookMs = 50;
/** The sound that waits for a connection, in frames. */
const mostWaiting = 1_000;

/**
 * Gemini Live through Google's own client. LiveKit's plugin (1.9.0) was read and not taken: it reports the end of its own
 * connections as faults, tries no close again, and drops the caller's sound while a function runs.
 */
export function geminiLive(options: LiveOptions): RealtimeModel {
  return {
    provider: "google",
    name: options.model,
    sampleRate: 24_000,
    open: (listener) => openLink(options, listener),
  };
}

function openLink(options: LiveOptions, outer: RealtimeListener): RealtimeLink {
  /** True while the caller says something that is not finished. */
  let isCallerSpeaking = false;
  const listener: RealtimeListener = {
    ...outer,
    words(text) {
      isCallerSpeaking = true;
      outer.words(text);
    },
    finished(heard) {
      isCallerSpeaking = false;
      outer.finished(heard);
    },
  };
  const turns = speechTurns(() => listener.finished(""));
  let isRenewing = false;
  let session: Session | undefined;
  /** Connections that we end ourselves, whatever code that brings. */
  const retired = new WeakSet<Session>();
  let handle: string | undefined;
  let waiting: ((to: Session) => void)[] = [];
  let isOver = false;

  function fail(error: Error) {
    if (isOver) return;
    close();
    listener.failed(error);
  }

  function close() {
    isOver = true;
    waiting = [];
    if (session) retire(session);
  }

  function retire(old: Session) {
    retired.add(old);
    old.close();
  }

  async function connect(): Promise<void> {
    const { GoogleGenAI } = await import("@google/genai");
    const { apiKey, baseUrl, model } = options;
    const client = new GoogleGenAI({ apiKey, httpOptions: { apiVersion, ...(baseUrl !== undefined && { baseUrl }) } });
    let opened: Session | undefined;
    const connecting = client.live.connect({
      model,
      config: liveConfig(options, handle),
      callbacks: {
        onmessage: (message) => onMessage(message, opened),
        onclose({ code, reason }) {
          // Before the setup, `connect` rejects.
          if (opened && !retired.has(opened)) onClose(opened, code, reason);
        },
        // A close follows.
        onerror: () => undefined,
      },
    });
    let isGivenUp = false;
    connecting.then(
      (late) => {
        if (isGivenUp) late.close();
      },
      () => undefined,
    );
    const connected = await within(connectMs, connecting).catch((error: unknown) => {
      isGivenUp = true;
      throw error;
    });
    opened = connected;
    if (isOver) return retire(connected);
    const before = session;
    if (before) await pause();
    if (isOver) return retire(connected);
    session = connected;
    if (before) retire(before);
    for (const send of waiting.splice(0)) send(connected);
  }

  function onMessage(message: LiveServerMessage, from: Session | undefined) {
    // It may come before the connection is handed out.
    const { sessionResumptionUpdate: update } = message;
    if (update?.resumable && update.newHandle) handle = update.newHandle;
    if (isOver || from === undefined || from !== session) return;
    handleMessage(message, { listener, turns, session: from });
    // The server leaves soon. The next connection takes over once it is ready.
    if (!message.goAway || isRenewing) return;
    isRenewing = true;
    void connect()
      .catch(fail)
      .finally(() => {
        isRenewing = false;
      });
  }

  /** Resolves when neither side speaks, or when it cannot wait longer. */
  async function pause(): Promise<void> {
    const latest = performance.now() + mostRenewalMs;
    while (performance.now() < latest && !isOver && (isCallerSpeaking || !turns.isIdle())) await delay(lookMs);
  }

  function onClose(closed: Session, code: number, reason: string) {
    if (closed !== session) return;
    session = undefined;
    if (code === 1000 && handle !== undefined) void connect().catch(fail);
    else fail(new Error(`Gemini Live closed with code ${code}${reason === "" ? "" : `: ${reason}`}`));
  }

  function send(what: (to: Session) => void) {
    if (isOver) return;
    if (session) what(session);
    else if (waiting.length < mostWaiting) waiting.push(what);
  }

  void connect().catch(fail);
  return {
    hear(samples) {
      const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString("base64");
      send((to) => to.sendRealtimeInput({ audio: { mimeType: "audio/pcm;rate=16000", data } }));
    },
    speak(text, speech) {
      turns.ask(speech);
      const turn = { role: "user", parts: [{ text: sayRequest(text) }] };
      send((to) => to.sendClientContent({ turns: [turn], turnComplete: true }));
    },
    forget: turns.forget,
    close,
  };
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Gemini Live did not connect within ${ms} ms.`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
