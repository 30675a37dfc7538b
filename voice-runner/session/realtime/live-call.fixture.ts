import { startGemini } from "../../../emulators/gemini.ts";
import { geminiLive, liveModelName } from "../../providers/google/live/gemini-live.ts";
import { type CallFixtureOptions, openTestCall } from "../testing/call-fixture.ts";

export interface LiveScriptOptions {
  readonly utterances?: readonly string[];
  readonly thinkMs?: number;
  readonly msPerCharacter?: number;
  readonly steps?: readonly {
    readonly at: "heard" | "asked";
    readonly says?: string;
    readonly isSilent?: boolean;
    readonly close?: { readonly code: number; readonly reason: string };
  }[];
}

/** Calls on a realtime model, which the Gemini stand-in plays. */
export async function openLiveStandIn() {
  const standIn = await startGemini({ port: 0 });
  const post = async (path: string, body: unknown = {}) => {
    const response = await fetch(`${standIn.url}/_standin/${path}`, { method: "POST", body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  };
  return {
    url: standIn.url,
    close: () => standIn.close(),
    reset: () => post("reset"),
    script: (options: LiveScriptOptions) => post("live/script", { msPerCharacter: 20, ...options }),
    closeAll: (code: number) => post("live/close", { code, reason: "stand-in fault" }),
    goAway: () => post("live/go-away"),
    /** What each connection was sent, without sound. */
    async sessions(): Promise<readonly { readonly messages: readonly Record<string, unknown>[] }[]> {
      return (await fetch(`${standIn.url}/_standin/live/sessions`)).json();
    },
    /** A call on the stand-in, greeted. */
    async call(options: CallFixtureOptions) {
      const test = await openTestCall({ realtime: modelAt(standIn.url), ...options });
      await test.start();
      await test.event("state", ({ state }) => state === "speaking");
      await test.listening();
      return test;
    },
  };
}

export function modelAt(baseUrl: string) {
  return geminiLive({
    apiKey: "any",
    baseUrl,
    model: liveModelName,
    voice: "Kore",
    language: "en-IN",
    temperature: 0.7,
    turnDetection: { type: "server_vad", prefixPaddingMs: 40, silenceDurationMs: 200, threshold: 0.7 },
  });
}
