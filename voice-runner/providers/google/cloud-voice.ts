import type { protos, TextToSpeechClient } from "@google-cloud/text-to-speech";
import type { ClauseVoice } from "../clauses/clause-tts.ts";
import { samplesOf, samplesOfWav } from "../pcm.ts";
import { grpcFault } from "./grpc-fault.ts";

type StreamingResponse = protos.google.cloud.texttospeech.v1.IStreamingSynthesizeResponse;

export interface CloudVoiceOptions {
  readonly client: TextToSpeechClient;
  /** `hi-IN`. */
  readonly language: string;
  /** `Kore`, or a full name such as `hi-IN-Wavenet-D`. */
  readonly voice: string;
  /** 1: the voice's own. */
  readonly speed: number;
  readonly pitch: number;
}

export const cloudRate = 24_000;
/** The ranges that Google accepts (cloud_tts.proto, `speaking_rate`, `pitch`). */
const speeds = { least: 0.25, most: 2 };
const semitones = 20;

/** `Kore` in Hindi is `hi-IN-Chirp3-HD-Kore`; a full name stays. */
export function voiceName(voice: string, language: string): string {
  return voice.includes("-") ? voice : `${language}-Chirp3-HD-${voice}`;
}

/** Cloud Text-to-Speech: Chirp 3 HD voices as they speak, older ones clause by clause. */
export function cloudVoice({ client, language, voice, speed, pitch }: CloudVoiceOptions): ClauseVoice {
  const name = voiceName(voice, language);
  const streams = name.includes("Chirp3-HD");
  // A full name has a language of its own.
  const languageCode = /^[a-z]{2,3}-[A-Z]{2}/.exec(name)?.[0] ?? language;
  const speakingRate = Math.min(speeds.most, Math.max(speeds.least, speed));
  const selected = { languageCode, name };

  async function* stream(clause: string, signal: AbortSignal): AsyncGenerator<Int16Array> {
    const call = client.streamingSynthesize();
    const stop = () => call.destroy();
    signal.addEventListener("abort", stop, { once: true });
    try {
      call.write({
        streamingConfig: {
          voice: selected,
          streamingAudioConfig: { audioEncoding: "PCM", sampleRateHertz: cloudRate, speakingRate },
        },
      });
      call.write({ input: { text: clause } });
      call.end();
      for await (const { audioContent } of call as AsyncIterable<StreamingResponse>)
        if (audioContent instanceof Uint8Array) yield samplesOf(audioContent);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  async function* whole(clause: string): AsyncGenerator<Int16Array> {
    const steps = Math.min(semitones, Math.max(-semitones, 12 * Math.log2(pitch)));
    const [{ audioContent }] = await client.synthesizeSpeech({
      input: { text: clause },
      voice: selected,
      audioConfig: { audioEncoding: "LINEAR16", sampleRateHertz: cloudRate, speakingRate, pitch: steps },
    });
    if (audioContent instanceof Uint8Array) yield samplesOfWav(audioContent).samples;
  }

  return {
    provider: "google",
    model: name,
    sampleRate: cloudRate,
    async *speak(clause, signal) {
      try {
        yield* streams ? stream(clause, signal) : whole(clause);
      } catch (error) {
        if (!signal.aborted) throw grpcFault("Cloud Text-to-Speech", error);
      }
    },
  };
}
