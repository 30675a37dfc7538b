import { type ServerDuplexStream, status } from "@grpc/grpc-js";
import { type GrpcStandIn, googleService, serveGrpc } from "./google-protocol.ts";

interface RecognizeRequest {
  readonly streamingConfig?: { readonly config?: RecognitionConfig; readonly interimResults?: boolean };
  readonly audioContent?: Uint8Array;
}

export interface RecognitionConfig {
  readonly encoding?: string;
  readonly sampleRateHertz?: number;
  readonly languageCode?: string;
  readonly alternativeLanguageCodes?: readonly string[];
}

/** What one stream hears, after so much sound; or how it fails. */
export type SpeechScript =
  | { readonly type: "says"; readonly text: string; readonly language: string; readonly afterBytes: number }
  | { readonly type: "fails"; readonly code: number; readonly details: string; readonly afterBytes: number };

export interface GoogleSpeechStandIn extends GrpcStandIn {
  /** The configuration of each stream, in order. */
  readonly configs: readonly RecognitionConfig[];
  readonly receivedBytes: () => number;
}

/** "Quotas and limits", Cloud Speech-to-Text. */
const mostAlternatives = 3;

/**
 * Emulates Cloud Speech-to-Text's `StreamingRecognize` (v1) for Google's own client. Stream n follows `scripts[n]`: it
 * reports the words so far as interim results, then all as final, or fails as Google does.
 */
export async function startGoogleSpeech(scripts: readonly (readonly SpeechScript[])[]): Promise<GoogleSpeechStandIn> {
  const configs: RecognitionConfig[] = [];
  let received = 0;

  function streamingRecognize(call: ServerDuplexStream<RecognizeRequest, object>): void {
    const left = [...(scripts[configs.length] ?? [])];
    let bytes = 0;
    let isConfigured = false;
    const fail = (code: number, details: string) => call.emit("error", { code, details });
    call.on("data", ({ streamingConfig, audioContent }: RecognizeRequest) => {
      if (!isConfigured) {
        const config = streamingConfig?.config;
        const problem = problemOf(config);
        if (problem !== null || !config) return fail(status.INVALID_ARGUMENT, problem ?? "No config.");
        isConfigured = true;
        configs.push(config);
        return;
      }
      bytes += audioContent?.length ?? 0;
      received += audioContent?.length ?? 0;
      for (let [next] = left; next && bytes >= next.afterBytes; [next] = left) {
        left.shift();
        if (next.type === "fails") return fail(next.code, next.details);
        for (const result of resultsOf(next.text, next.language)) call.write({ results: [result] });
      }
    });
    call.on("end", () => call.end());
  }

  const standIn = await serveGrpc(googleService("@google-cloud/speech", "google.cloud.speech.v1.Speech"), {
    streamingRecognize,
  });
  return { ...standIn, configs, receivedBytes: () => received };
}

/** Google's own refusals. */
function problemOf(config: RecognitionConfig | undefined): string | null {
  if (!config) return "Malordered Data Received. Expected audio_content none was set.";
  if (!config.languageCode) return "language_code is required.";
  if ((config.alternativeLanguageCodes?.length ?? 0) > mostAlternatives)
    return "Invalid recognition 'config': bad alternative language codes: at most 3.";
  if (config.encoding === "LINEAR16" && !config.sampleRateHertz)
    return "Invalid recognition 'config': bad sample rate hertz.";
  return null;
}

function resultsOf(text: string, languageCode: string): readonly object[] {
  const words = text.split(" ");
  const interim = words
    .slice(1)
    .map((_, index) => ({ alternatives: [{ transcript: words.slice(0, index + 1).join(" ") }], stability: 0.9 }));
  const final = {
    alternatives: [{ transcript: text, confidence: 0.95 }],
    isFinal: true,
    resultEndTime: { seconds: 1 },
  };
  return [...interim, final].map((result) => ({ ...result, languageCode }));
}
