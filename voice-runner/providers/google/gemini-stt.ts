import type { stt } from "@livekit/agents";
import { beta } from "@livekit/agents-plugin-google";

/**
 * Speech recognition by the Gemini API, through LiveKit's plugin: a Live session whose only output is the transcription of
 * its input. Read in its source (1.9.0): a close with any code but 1000 is tried again, as for other outages.
 */
export function geminiStt(options: {
  readonly apiKey: string;
  readonly baseUrl: string | undefined;
  /** `hi-IN`: the likeliest first. */
  readonly languages: readonly string[];
}): stt.STT {
  const { apiKey, baseUrl, languages } = options;
  const [language = "en-IN"] = languages;
  return new beta.GeminiSTT({
    apiKey,
    vertexai: false,
    language,
    languageCodes: [...languages],
    ...(baseUrl === undefined ? {} : { httpOptions: { baseUrl } }),
  });
}
