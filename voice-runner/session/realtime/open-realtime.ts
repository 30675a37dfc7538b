import { stt, type tts, voice } from "@livekit/agents";
import { languageOf } from "../../../shared/agent/language/language.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import type { CallSpeech } from "../call-session.ts";
import type { UsageCount } from "../usage.ts";
import { deafWatch } from "./deaf-watch.ts";
import { SilentSpeech, type SpeechFault } from "./judged-speech.ts";
import { RealtimeEar } from "./realtime-ear.ts";
import type { RealtimeModel } from "./realtime-model.ts";
import { realtimeSide } from "./realtime-side.ts";
import { RealtimeVoice } from "./realtime-voice.ts";

/** A model that says something else so often is not used any more. */
const mostFaultsInARow = 2;

/** The ear and the voice of a call whose tenant has a realtime model. The pipeline's take over when it fails. */
export interface Realtime {
  readonly ear: RealtimeEar;
  readonly voice: RealtimeVoice;
  /** What is said next is in this language. */
  speakIn(language: string): void;
  /** Notices from the session whether the model still hears. */
  watch(session: voice.AgentSession): void;
  close(): void;
}

export interface RealtimeParts {
  readonly model: RealtimeModel;
  readonly speech: CallSpeech;
  readonly usage: UsageCount;
  readonly log: Logger;
  /** The language of what nobody can tell the language of. */
  language(): string;
  spoken(text: string, language: string): string;
  /** The pipeline goes on. `isOwing`: the caller has said something and waits. */
  onFailed(error: Error, isOwing: boolean): void;
  onPlain(voice: tts.TTS, characters: number): void;
}

export function openRealtime({ model, speech, usage, log, ...ports }: RealtimeParts): Realtime {
  const { provider, name } = model;
  const side = realtimeSide(model, {
    onUsed({ input, output }) {
      const of = { component: "realtime", provider, model: name } as const;
      usage.add({ ...of, unit: "input-tokens", quantity: input });
      usage.add({ ...of, unit: "output-tokens", quantity: output });
    },
    onFailed: (error) => ports.onFailed(error, ear.isOwing),
  });
  const ear = new RealtimeEar({
    side,
    recogniser: speech.stt.capabilities.streaming ? speech.stt : new stt.StreamAdapter(speech.stt, speech.vad),
    languageOf: (text) => languageOf(text) ?? ports.language(),
  });
  let spokenIn = ports.language();
  let faults = 0;

  function onFault(error: SpeechFault) {
    if (!side.isActive) return;
    faults += 1;
    if (error instanceof SilentSpeech || faults >= mostFaultsInARow) side.fail(error);
    else log.warn({ err: error }, "the realtime model did not say what it was to say");
  }

  const deaf = deafWatch(side, () => side.fail(new Error("The realtime model does not hear the caller.")));
  return {
    ear,
    voice: new RealtimeVoice({
      side,
      plain: speech.tts,
      onFault,
      onPlain: ports.onPlain,
      spoken: (text, language) => ports.spoken(text, language),
      language: () => spokenIn,
      onSpoken() {
        faults = 0;
      },
    }),
    speakIn(language) {
      spokenIn = language;
      speech.speakIn(language);
    },
    watch(session) {
      session.on(voice.AgentSessionEventTypes.UserStateChanged, ({ newState }) =>
        deaf.callerIs(newState === "speaking" ? "speaking" : "silent"),
      );
    },
    close() {
      deaf.stop();
      side.close();
    },
  };
}
