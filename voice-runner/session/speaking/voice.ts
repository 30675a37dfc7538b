import type { tts } from "@livekit/agents";
import type { AudioFrame } from "@livekit/rtc-node";
import type { CallSpeech } from "../call-session.ts";
import type { Speak } from "./speak-line.ts";

/** A vendor that gives no sound for this long has failed. */
const firstSoundMs = 4_000;
/** One more try at once: the caller waits. */
const connection = { maxRetry: 1, retryIntervalMs: 100, timeoutMs: firstSoundMs };

/**
 * Speaks with the call's voice of the text's language, and with the fall-back voice where that fails before its first
 * sound. A voice that breaks off is not started again, because the caller would hear the words twice.
 */
export function createVoice(
  { tts: voice, fallbackTts, speakIn }: Pick<CallSpeech, "tts" | "fallbackTts" | "speakIn">,
  ports: {
    spoken(text: string, language: string): string;
    onFault(error: unknown): void;
    onSpoken(voice: tts.TTS, characters: number): void;
  },
): Speak {
  return async function* speak({ text, language }, signal) {
    const words = ports.spoken(text, language).trim();
    if (words === "") return;
    let isBegun = false;
    speakIn(language);
    try {
      for await (const frame of framesOf(voice, words, signal)) {
        isBegun = true;
        yield frame;
      }
      if (isBegun || signal.aborted) {
        ports.onSpoken(voice, words.length);
        return;
      }
      ports.onFault(new Error("The voice gave no sound."));
    } catch (error) {
      ports.onFault(error);
    }
    if (!isBegun && fallbackTts !== undefined && !signal.aborted) yield* framesOf(fallbackTts, words, signal);
  };
}

/** Voices whose `error` event is listened to. An event without a listener would end the process. */
const attended = new WeakSet<tts.TTS>();

function attend(voice: tts.TTS) {
  if (attended.has(voice)) return;
  attended.add(voice);
  voice.on("error", () => undefined);
}

async function* framesOf(voice: tts.TTS, text: string, signal: AbortSignal): AsyncGenerator<AudioFrame> {
  const failed = Promise.withResolvers<never>();
  const late = setTimeout(() => failed.reject(new Error("The voice gave no sound in time.")), firstSoundMs);
  const onError = ({ error, recoverable }: { readonly error: Error; readonly recoverable: boolean }) => {
    if (!recoverable) failed.reject(error);
  };
  attend(voice);
  // A stream whose vendor failed simply ends; only the voice's event says so.
  voice.on("error", onError);
  failed.promise.catch(() => undefined);
  const sound = voice.synthesize(text, connection, signal);
  const stop = () => sound.close();
  signal.addEventListener("abort", stop, { once: true });
  try {
    for (;;) {
      const next = await Promise.race([sound.next(), failed.promise]);
      if (next.done) return;
      clearTimeout(late);
      yield next.value.frame;
    }
  } finally {
    clearTimeout(late);
    signal.removeEventListener("abort", stop);
    voice.off("error", onError);
    sound.close();
  }
}
