import type { SpeechProviderName } from "./speech.ts";

/** Who recognises or speaks in the pipeline. */
export type PipelineProvider = Exclude<SpeechProviderName, "gemini_live">;

/** Gemini Live hears and speaks at once, so naming it for either means the realtime mode. */
export function speechMode(voice: {
  readonly mode: "pipeline" | "realtime";
  readonly stt_provider: SpeechProviderName;
  readonly tts_provider: SpeechProviderName;
}): "pipeline" | "realtime" {
  const { mode, stt_provider, tts_provider } = voice;
  return mode === "realtime" || stt_provider === "gemini_live" || tts_provider === "gemini_live"
    ? "realtime"
    : "pipeline";
}

/** The pipeline beside Gemini Live is Google's. */
export function pipelineProvider(name: SpeechProviderName): PipelineProvider {
  return name === "gemini_live" ? "google" : name;
}
