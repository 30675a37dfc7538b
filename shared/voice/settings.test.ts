import { minimalConfig } from "../config/minimal-config.fixture.ts";
import { mayRecord } from "./recording.ts";
import { voiceSettings } from "./settings.ts";

const telephone = `
  channels:
    input:
      - type: voice
        config: { phone_numbers: ["+919876543210"], ivr_enabled: true, max_duration: 600 }
    output:
      - type: voice
        config: { voice_id: Puck, speed: 1.2 }
`;

describe("voiceSettings", () => {
  it("has defaults for a tenant who wrote nothing about calls", () => {
    const settings = voiceSettings(minimalConfig(), "voice");
    expect(settings).toMatchObject({
      mode: "pipeline",
      sttProvider: "google",
      language: "en-IN",
      supportedLanguages: ["en-IN"],
      languageDetection: false,
      recording: null,
      ivr: null,
      maxDurationMs: 1_800_000,
      outbound: { hours: { from: "09:00", to: "21:00" }, maxAttempts: 3, voicemailMessage: null },
      greeting: { instruction: null, text: "Hello, this is Robin from Client 1. How can I help you?" },
    });
  });

  it("takes numbers, menu and duration from the input, voice and speed from the output", () => {
    const settings = voiceSettings(minimalConfig(telephone), "voice");
    expect(settings.telephony.phoneNumbers).toEqual(["+919876543210"]);
    expect(settings).toMatchObject({ maxDurationMs: 600_000, speed: 1.2 });
    expect(settings.voiceId("google", "hi-IN")).toBe("Puck");
    expect(settings.ivr?.prompts("en-IN")).toEqual([{ text: "To speak to a person, press 0.", language: "en-IN" }]);
    expect(voiceSettings(minimalConfig(telephone), "web_voice")).toMatchObject({ ivr: null, maxDurationMs: 1_800_000 });
  });

  it.each(["mode: realtime", "stt_provider: gemini_live", "tts_provider: gemini_live"])(
    "is realtime by `%s`",
    (key) => {
      const settings = voiceSettings(minimalConfig(`  voice: { ${key} }\n`), "voice");
      expect(settings).toMatchObject({ mode: "realtime", sttProvider: "google", ttsProvider: "google" });
    },
  );

  it("reads `local` as embedded", () => {
    const settings = voiceSettings(minimalConfig("  voice: { stt_provider: local }\n"), "voice");
    expect(settings.sttProvider).toBe("embedded");
  });

  it("finds the most exact voice, and gives Google's names to no other provider", () => {
    const { voiceId } = voiceSettings(
      minimalConfig("  voice: { voice_id: Leda, voices: { hi: Puck, elevenlabs: Rachel, elevenlabs/ta: Asha } }\n"),
      "voice",
    );
    expect(voiceId("google", "en-IN")).toBe("Leda");
    expect(voiceId("gemini_live", "hi-IN")).toBe("Puck");
    expect(voiceId("elevenlabs", "hi-IN")).toBe("Rachel");
    expect(voiceId("elevenlabs", "ta-IN")).toBe("Asha");
    expect(voiceId("deepgram", "en-IN")).toBeNull();
  });

  it("greets by the tenant's instruction, and knows words in its language for when the model is late", () => {
    const message = "START the greeting in Hindi as Maya from {client_name}.";
    const { greeting } = voiceSettings(minimalConfig(`  voice: { greeting: { message: "${message}" } }\n`), "voice");
    expect(greeting.instruction).toBe("START the greeting in Hindi as Maya from Client 1.");
    expect(greeting).toMatchObject({ language: "hi-IN", text: expect.stringMatching(/^नमस्ते, मैं Client 1 से Robin/) });
  });

  it("offers a menu of the supported languages, each in its own, where the tenant wrote none", () => {
    const more = "  voice: { greeting: { supported_languages: [hi, en, ta] } }\n";
    const { ivr } = voiceSettings(minimalConfig(more + telephone.slice(1)), "voice");
    expect(ivr?.choices[2]).toEqual({ to: "language", language: "hi-IN" });
    expect(ivr?.prompts("en-IN").map(({ text }) => text)).toEqual([
      "For English, press 1.",
      "हिंदी के लिए 2 दबाइए।",
      "தமிழுக்கு 3 ஐ அழுத்துங்கள்.",
      "To speak to a person, press 0.",
    ]);
  });

  it("says the tenant's own keys, and is silent on those without a label", () => {
    const menu = '{ "1": { to: agent, label: appointments, about: "Wants a visit" }, "2": agent, "0": person }';
    const { ivr } = voiceSettings(minimalConfig(`  voice: { ivr: { menu: ${menu} } }\n${telephone.slice(1)}`), "voice");
    expect(ivr?.prompts("en-IN").map(({ text }) => text)).toEqual([
      "For appointments, press 1.",
      "To speak to a person, press 0.",
    ]);
    expect(ivr?.choices[2]).toEqual({ to: "agent" });
  });

  it("records with a notice in the caller's language, except in the countries that the tenant names", () => {
    const settings = voiceSettings(minimalConfig("  voice: { recording: { enabled: true, not_in: [DE] } }\n"), "voice");
    expect(settings.recording?.notice("hi-IN")).toBe("यह कॉल रिकॉर्ड की जा रही है।");
    expect(mayRecord(settings, "+919876543210")).toBe(true);
    expect(mayRecord(settings, "anonymous-1")).toBe(true);
    expect(mayRecord(settings, "+4930123456")).toBe(false);
  });
});
