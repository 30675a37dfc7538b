import { baseLanguage } from "../../../shared/voice/locale.ts";
import type { SpeechVendor } from "../vendor.ts";

const keyName = "ELEVENLABS_API_KEY";
/** "Rachel", whom every account has. */
const usualVoice = "21m00Tcm4TlvDq8ikWAM";
/** The range that ElevenLabs accepts ("Voice settings"). */
const speeds = { least: 0.7, most: 1.2 };

/** ElevenLabs: Scribe hears, Flash speaks, both in the product's languages as far as ElevenLabs has them. */
export const elevenlabs: SpeechVendor = {
  name: "elevenlabs",
  async openRecogniser(context) {
    const { settings, language, callerRate, environment } = context;
    const apiKey = await context.key(keyName);
    const { STT } = await import("@livekit/agents-plugin-elevenlabs");
    const { threshold, silenceDurationMs } = settings.turnDetection;
    return new STT({
      apiKey,
      model: "scribe_v2_realtime",
      sampleRate: callerRate,
      // Without a language it finds out which one is spoken, and says so.
      ...(settings.languageDetection ? { includeLanguageDetection: true } : { languageCode: language }),
      serverVad: {
        vadThreshold: Math.min(0.9, Math.max(0.1, threshold)),
        vadSilenceThresholdSecs: Math.min(3, Math.max(0.3, silenceDurationMs / 1_000)),
      },
      ...(environment.ELEVENLABS_BASE_URL === undefined ? {} : { baseURL: `${environment.ELEVENLABS_BASE_URL}/v1` }),
    });
  },
  async openSpeaker(context) {
    const { settings, language, environment } = context;
    const apiKey = await context.key(keyName);
    const { TTS } = await import("@livekit/agents-plugin-elevenlabs");
    const voiceIn = (spokenIn: string) => settings.voiceId("elevenlabs", spokenIn) ?? usualVoice;
    const speed = Math.min(speeds.most, Math.max(speeds.least, settings.speed));
    const tts = new TTS({
      apiKey,
      voiceId: voiceIn(language),
      model: "eleven_flash_v2_5",
      language: baseLanguage(language),
      encoding: "pcm_16000",
      ...(speed === 1 ? {} : { voiceSettings: { stability: 0.5, similarity_boost: 0.75, speed } }),
      ...(environment.ELEVENLABS_BASE_URL === undefined ? {} : { baseURL: `${environment.ELEVENLABS_BASE_URL}/v1` }),
    });
    return {
      tts,
      speakIn: (spokenIn) => tts.updateOptions({ voiceId: voiceIn(spokenIn), language: baseLanguage(spokenIn) }),
    };
  },
};
