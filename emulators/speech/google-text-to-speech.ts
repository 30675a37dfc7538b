import { type ServerDuplexStream, type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import { type GrpcStandIn, googleService, serveGrpc } from "./google-protocol.ts";
import { refusals } from "./refusals.ts";
import { tone, wav } from "./tone.ts";

interface Voice {
  readonly languageCode?: string;
  readonly name?: string;
}

interface AudioConfig {
  readonly audioEncoding?: string;
  readonly sampleRateHertz?: number;
  readonly speakingRate?: number;
  readonly pitch?: number;
}

interface StreamingRequest {
  readonly streamingConfig?: { readonly voice?: Voice; readonly streamingAudioConfig?: AudioConfig };
  readonly input?: { readonly text?: string };
}

interface SynthesizeRequest {
  readonly input?: { readonly text?: string };
  readonly voice?: Voice;
  readonly audioConfig?: AudioConfig;
}

export interface Synthesis {
  readonly text: string;
  readonly voice: Voice;
  readonly audio: AudioConfig;
  readonly streamed: boolean;
}

export interface GoogleTextToSpeechStandIn extends GrpcStandIn {
  readonly syntheses: readonly Synthesis[];
  /** The next `times` calls fail so. */
  fail(fault: { readonly code: number; readonly details: string; readonly times: number }): void;
}

/** Emulates Cloud Text-to-Speech (v1) for Google's own client. Each character is 50 ms of a tone. */
export async function startGoogleTextToSpeech(): Promise<GoogleTextToSpeechStandIn> {
  const syntheses: Synthesis[] = [];
  const refused = refusals<{ readonly code: number; readonly details: string }>();

  function streamingSynthesize(call: ServerDuplexStream<StreamingRequest, object>): void {
    let config: NonNullable<StreamingRequest["streamingConfig"]> | undefined;
    call.on("data", ({ streamingConfig, input }: StreamingRequest) => {
      const problem = refused.take();
      if (problem) return call.emit("error", problem);
      if (streamingConfig) {
        if (!streamingConfig.voice?.name?.includes("Chirp3-HD")) {
          const details = "Currently, only Chirp 3: HD voices are supported.";
          return call.emit("error", { code: status.INVALID_ARGUMENT, details });
        }
        config = streamingConfig;
        return;
      }
      const { voice = {}, streamingAudioConfig: audio = {} } = config ?? {};
      const text = input?.text ?? "";
      syntheses.push({ text, voice, audio, streamed: true });
      const sound = tone(text.length * 50, audio.sampleRateHertz ?? 24_000);
      for (let at = 0; at < sound.length; at += 4_801) call.write({ audioContent: sound.subarray(at, at + 4_801) });
    });
    call.on("end", () => call.end());
  }

  function synthesizeSpeech(call: ServerUnaryCall<SynthesizeRequest, object>, answer: sendUnaryData<object>): void {
    const problem = refused.take();
    if (problem) {
      answer(problem);
      return;
    }
    const { input, voice = {}, audioConfig: audio = {} } = call.request;
    const text = input?.text ?? "";
    syntheses.push({ text, voice, audio, streamed: false });
    const rate = audio.sampleRateHertz ?? 24_000;
    answer(null, { audioContent: wav(tone(text.length * 50, rate), rate) });
  }

  const service = googleService("@google-cloud/text-to-speech", "google.cloud.texttospeech.v1.TextToSpeech");
  const standIn = await serveGrpc(service, { streamingSynthesize, synthesizeSpeech });
  return {
    ...standIn,
    syntheses,
    fail: ({ times, ...fault }) => refused.next(fault, times),
  };
}
