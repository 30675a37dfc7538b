import { geminiKeyName } from "../../../../functions/app/settings/vendor-keys.ts";
import type { RealtimeModel } from "../../../session/realtime/realtime-model.ts";
import type { SpeechContext } from "../../vendor.ts";
import { geminiLive, liveModelName } from "./gemini-live.ts";

const usualVoice = "Kore";

/** The realtime model of a call; undefined, with a line in the log, without a Gemini key. */
export async function openGeminiLive(context: SpeechContext): Promise<RealtimeModel | undefined> {
  const { settings, language, environment, log } = context;
  const apiKey = await context.optionalKey(geminiKeyName);
  if (apiKey === undefined) {
    log.warn({ secret: geminiKeyName }, "No key for the realtime mode, so this call is a pipeline. Set the secret.");
    return undefined;
  }
  // `hi-IN-Chirp3-HD-Kore` is Cloud Text-to-Speech's name of the same voice.
  const voice = settings.voiceId("google", language)?.split("-").at(-1) ?? usualVoice;
  const { temperature, turnDetection } = settings;
  return geminiLive({
    apiKey,
    baseUrl: environment.GEMINI_BASE_URL,
    model: liveModelName,
    voice,
    language,
    temperature,
    turnDetection,
  });
}
