import { baseLanguage } from "../../../shared/voice/locale.ts";
import type { SpeechVendor } from "../vendor.ts";

const keyName = "DEEPGRAM_API_KEY";
/** nova-3's `multi` follows a caller among these (developers.deepgram.com, "Multilingual code switching"). */
const multilingual: ReadonlySet<string> = new Set(["en", "es", "fr", "de", "hi", "ru", "pt", "ja", "it", "nl"]);
/** Aura's voices, by language; it has none for the Indian languages (developers.deepgram.com, "Voices and languages"). */
const voices: Readonly<Record<string, string>> = { en: "aura-2-thalia-en", es: "aura-2-celeste-es" };
/** The range that Deepgram accepts. */
const speeds = { least: 0.7, most: 1.5 };

/** Deepgram: recognition in many languages, speech in English and Spanish. */
export const deepgram: SpeechVendor = {
  name: "deepgram",
  async openRecogniser(context) {
    const { settings, language, callerRate, environment } = context;
    const apiKey = await context.key(keyName);
    const { STT } = await import("@livekit/agents-plugin-deepgram");
    const followsCaller =
      settings.languageDetection && settings.supportedLanguages.every((each) => multilingual.has(baseLanguage(each)));
    return new STT({
      apiKey,
      model: "nova-3",
      language: followsCaller ? "multi" : language,
      sampleRate: callerRate,
      ...(environment.DEEPGRAM_BASE_URL === undefined
        ? {}
        : { baseUrl: environment.DEEPGRAM_BASE_URL.replace(/^http/, "ws") }),
    });
  },
  async openSpeaker(context) {
    const { settings, language, environment, log } = context;
    const apiKey = await context.key(keyName);
    const { TTS } = await import("@livekit/agents-plugin-deepgram");
    const voiceIn = (spokenIn: string) => {
      const chosen = settings.voiceId("deepgram", spokenIn) ?? voices[baseLanguage(spokenIn)];
      if (chosen === undefined) log.warn({ language: spokenIn }, "Deepgram has no voice for this language.");
      return chosen ?? "aura-2-thalia-en";
    };
    const tts = new TTS({
      apiKey,
      model: voiceIn(language),
      sampleRate: 16_000,
      speed: Math.min(speeds.most, Math.max(speeds.least, settings.speed)),
      ...(environment.DEEPGRAM_BASE_URL === undefined ? {} : { baseUrl: environment.DEEPGRAM_BASE_URL }),
    });
    return { tts, speakIn: (spokenIn) => tts.updateOptions({ model: voiceIn(spokenIn) }) };
  },
};
