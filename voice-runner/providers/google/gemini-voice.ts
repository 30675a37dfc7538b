import { APIConnectionError, APIStatusError } from "@livekit/agents";
import { z } from "zod";
import type { ClauseVoice } from "../clauses/clause-tts.ts";
import { samplesOf } from "../pcm.ts";

/** ai.google.dev/gemini-api/docs/speech-generation */
const model = "gemini-3.1-flash-tts-preview";
const sampleRate = 24_000;

const Failure = z.object({ status: z.int() });

/**
 * Speech by the Gemini API, for those who have its key and no Google Cloud. LiveKit's own plugin takes no base URL, and
 * waits for whole sentences. The model follows instructions in words, so speed and pitch are asked for, not set.
 */
export function geminiVoice(options: {
  readonly apiKey: string;
  readonly baseUrl: string | undefined;
  /** `Kore`. */
  readonly voice: string;
  /** `hi-IN`. */
  readonly language: string;
  readonly speed: number;
}): ClauseVoice {
  const { apiKey, baseUrl, voice, language, speed } = options;
  const pace = speed === 1 ? "" : ` ${speed > 1 ? "quickly" : "slowly"}`;
  return {
    provider: "google",
    model,
    sampleRate,
    async *speak(clause, signal) {
      const { GoogleGenAI } = await import("../../../shared/models/gemini/genai.ts");
      const client = new GoogleGenAI({ apiKey, httpOptions: baseUrl === undefined ? {} : { baseUrl } });
      try {
        const parts = await client.models.generateContentStream({
          model,
          contents: [{ role: "user", parts: [{ text: `Say${pace}, word for word: ${clause}` }] }],
          config: {
            responseModalities: ["AUDIO"],
            speechConfig: {
              languageCode: language,
              voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } },
            },
            abortSignal: signal,
          },
        });
        for await (const { candidates } of parts)
          for (const { inlineData } of candidates?.[0]?.content?.parts ?? [])
            if (inlineData?.mimeType?.startsWith("audio/"))
              yield samplesOf(Buffer.from(inlineData.data ?? "", "base64"));
      } catch (error) {
        if (!signal.aborted) throw geminiFault(error);
      }
    },
  };
}

function geminiFault(error: unknown): Error {
  const message = `Gemini's speech: ${error instanceof Error ? error.message : String(error)}`;
  const failure = Failure.safeParse(error);
  return failure.success
    ? new APIStatusError({ message, options: { statusCode: failure.data.status, body: null } })
    : new APIConnectionError({ message });
}
