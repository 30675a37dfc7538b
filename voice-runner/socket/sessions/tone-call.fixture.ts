import { initializeLogger, voice } from "@livekit/agents";
import { AudioFrame } from "@livekit/rtc-node";
import type { CallAudio, CallEvent, CallSession } from "../../session/call-session.ts";
import type { OpenCall, OpenedCall } from "../dependencies.ts";

const sampleRate = 16_000;
const frameMs = 20;
const greetingMs = 600;
const answerMs = 2_000;

/** What a tone call noticed. */
export interface ToneCall extends OpenedCall {
  /** Milliseconds of sound that the session heard. */
  heardMs(): number;
  readonly pressedKeys: readonly string[];
  readonly endReasons: readonly string[];
  /** Of every finished segment. */
  readonly played: readonly voice.PlaybackFinishedEvent[];
  hangUp(): void;
}

/**
 * Calls whose agent speaks tones: 600 ms for the greeting, 2 s for an answer, which a new message interrupts. It uses
 * LiveKit's own audio ports, as the product's session does, and nothing else of it.
 */
export function toneCalls(options: { readonly hears?: boolean } = {}): {
  readonly openCall: OpenCall;
  readonly calls: readonly ToneCall[];
} {
  initializeLogger({ pretty: false, level: "error" });
  const calls: ToneCall[] = [];
  return {
    calls,
    async openCall(_call, onEvent) {
      const call = toneCall(options.hears ?? true, onEvent);
      calls.push(call);
      return call;
    },
  };
}

function toneCall(hears: boolean, onEvent: (event: CallEvent) => void): ToneCall {
  let heardMs = 0;
  let output: voice.AudioOutput | undefined;
  const pressedKeys: string[] = [];
  const endReasons: string[] = [];
  const played: voice.PlaybackFinishedEvent[] = [];

  async function hear(input: voice.AudioInput): Promise<void> {
    for await (const { samplesPerChannel, sampleRate: rate } of input.stream)
      heardMs += (samplesPerChannel / rate) * 1000;
  }

  async function say(text: string, ms: number): Promise<void> {
    onEvent({ type: "said", text, interrupted: false });
    onEvent({ type: "state", state: "speaking" });
    for (let at = 0; at < ms; at += frameMs) await output?.captureFrame(tone(at));
    output?.flush();
    await output?.waitForPlayout();
    onEvent({ type: "state", state: "listening" });
  }

  async function end(reason: string): Promise<void> {
    endReasons.push(reason);
    if (reason === "shutdown") await output?.waitForPlayout();
    onEvent({ type: "ended", reason: reason as "caller-left" });
  }

  const session: CallSession = {
    conversationId: "the-conversation",
    async start(audio: CallAudio) {
      if (audio.type !== "streams") throw new Error("A tone call has no room.");
      output = audio.output;
      output.on(voice.AudioOutput.EVENT_PLAYBACK_FINISHED, (event) => played.push(event));
      void hear(audio.input);
      void say("Hello from the tone.", greetingMs);
    },
    typed(text) {
      output?.clearBuffer();
      onEvent({ type: "heard", text, language: null, final: true });
      void say(`You said: ${text}`, answerMs);
    },
    pressed: (key) => void pressedKeys.push(key),
    relay: () => undefined,
    sent: () => undefined,
    operatorSaid: () => undefined,
    attended: () => undefined,
    end,
    usage: () => [],
    say: async () => undefined,
    hold: () => undefined,
    language: () => "en-IN",
    async *voice() {},
    giveUp: () => end("speech-failed"),
  };
  return {
    session,
    sampleRate,
    hears,
    heardMs: () => heardMs,
    pressedKeys,
    endReasons,
    played,
    hangUp: () => void end("agent-hung-up"),
  };
}

/** 440 Hz, so that a listener can tell it from silence. */
function tone(atMs: number): AudioFrame {
  const count = (sampleRate * frameMs) / 1000;
  const samples = Int16Array.from({ length: count }, (_, index) => {
    const seconds = atMs / 1000 + index / sampleRate;
    return Math.round(9_000 * Math.sin(2 * Math.PI * 440 * seconds));
  });
  return new AudioFrame(samples, sampleRate, 1, count);
}
