import type { stt } from "@livekit/agents";
import { clauseSpeaker } from "../clauses/speaker.ts";
import type { SpeechContext, SpeechVendor } from "../vendor.ts";
import { clientOptions, googleAccess } from "./access.ts";

/** Google's own first voice, which all its speech services have. */
const usualVoice = "Kore";

/** Google Cloud's speech services; with a Gemini key alone, the Gemini API's. */
export const google: SpeechVendor = {
  name: "google",
  async openRecogniser(context): Promise<stt.STT> {
    const access = await googleAccess(context);
    const { environment, callerRate } = context;
    const languages = languagesOf(context);
    if (access.type === "gemini") {
      const { geminiStt } = await import("./gemini-stt.ts");
      return geminiStt({ apiKey: access.apiKey, baseUrl: environment.GEMINI_BASE_URL, languages });
    }
    const [{ SpeechClient }, { CloudStt }] = await Promise.all([
      import("@google-cloud/speech").then((loaded) => loaded.default ?? loaded),
      import("./cloud-stt.ts"),
    ]);
    const client = new SpeechClient(await clientOptions(access, environment.SPEECH_EMULATOR_HOST));
    return new CloudStt({ client, languages, sampleRate: callerRate });
  },
  async openSpeaker(context) {
    const access = await googleAccess(context);
    const { settings, language, environment, log } = context;
    const { speed, pitch } = settings;
    const voiceIn = (spokenIn: string) => settings.voiceId("google", spokenIn) ?? usualVoice;
    if (access.type === "gemini") {
      const { geminiVoice } = await import("./gemini-voice.ts");
      const { apiKey } = access;
      return clauseSpeaker(language, (spokenIn) => {
        const name = voiceIn(spokenIn);
        const voice = name.split("-").at(-1) ?? usualVoice;
        return geminiVoice({ apiKey, baseUrl: environment.GEMINI_BASE_URL, voice, language: spokenIn, speed });
      });
    }
    const [{ TextToSpeechClient }, { cloudVoice, voiceName }] = await Promise.all([
      import("@google-cloud/text-to-speech").then((loaded) => loaded.default ?? loaded),
      import("./cloud-voice.ts"),
    ]);
    const client = new TextToSpeechClient(await clientOptions(access, environment.TEXT_TO_SPEECH_EMULATOR_HOST));
    if (pitch !== 1 && voiceName(voiceIn(language), language).includes("Chirp3-HD"))
      log.warn({ pitch }, "Google's Chirp 3 HD voices have one pitch. Name a Wavenet or Neural2 voice to change it.");
    return clauseSpeaker(language, (spokenIn) =>
      cloudVoice({ client, language: spokenIn, voice: voiceIn(spokenIn), speed, pitch }),
    );
  },
};

/** The call's languages, the one it begins in first. Without detection that one alone: it is heard best so. */
function languagesOf({ settings, language }: SpeechContext): readonly string[] {
  return settings.languageDetection ? [...new Set([language, ...settings.supportedLanguages])] : [language];
}
