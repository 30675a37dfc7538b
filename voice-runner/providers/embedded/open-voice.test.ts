import { initializeLogger } from "@livekit/agents";
import { dispose } from "@livekit/rtc-node";
import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { voiceSettings } from "../../../shared/voice/settings.ts";
import { ClauseTts } from "../clauses/clause-tts.ts";
import { parts as installed } from "./installed.fixture.ts";
import type { EmbeddedSpeechParts } from "./installed-parts.ts";
import { openVoice } from "./open-voice.ts";

initializeLogger({ pretty: false, level: "silent" });
// The converter of sample rates would keep the process alive.
afterAll(() => dispose());

const nothing: EmbeddedSpeechParts = {
  whisper: { english: undefined, multilingual: undefined },
  piper: undefined,
  python: undefined,
  espeak: undefined,
  summary: "",
};
const everything = { ...nothing, piper: "/m/joe.onnx", python: "/m/python", espeak: "espeak-ng" };

function voiceOf(parts: EmbeddedSpeechParts, language: string, voiceId = "Kore") {
  const config = minimalConfig(`  voice: { tts_provider: embedded, voice_id: ${voiceId} }\n`);
  return openVoice({
    settings: voiceSettings(config, "voice"),
    parts,
    language,
    log: createLogger({ level: "silent" }),
  });
}

it("speaks English by Piper where it is installed, else by flite, in the tenant's voice", () => {
  expect(voiceOf(nothing, "en-IN").model).toBe("flite-slt");
  expect(voiceOf(nothing, "en-IN", "rms").model).toBe("flite-rms");
  expect(voiceOf(everything, "en-IN").model).toBe("piper-joe");
  expect(voiceOf(everything, "en-IN", "rms").model).toBe("flite-rms");
});

it("speaks other languages by the machine's espeak-ng, never by Piper", () => {
  expect(voiceOf(everything, "ta-IN").model).toBe("espeak-ta");
  expect(voiceOf(nothing, "ta-IN").model).toBe("flite-slt");
});

const has = installed.espeak === undefined ? it.skip : it;
has.each([
  ["hi-IN", "नमस्ते, आपका टेस्ट कल सुबह है।"],
  ["bn-IN", "নমস্কার, আপনার পরীক্ষা কাল সকালে।"],
  ["te-IN", "నమస్కారం, మీ పరీక్ష రేపు ఉదయం."],
  ["mr-IN", "नमस्कार, तुमची चाचणी उद्या सकाळी आहे."],
  ["ta-IN", "வணக்கம், உங்கள் பரிசோதனை நாளை காலை."],
  ["gu-IN", "નમસ્તે, તમારી તપાસ કાલે સવારે છે."],
  ["ur-IN", "سلام، آپ کا ٹیسٹ کل صبح ہے۔"],
])("really speaks %s", async (language, text) => {
  const tts = new ClauseTts(voiceOf({ ...nothing, espeak: installed.espeak }, language));
  const { data, sampleRate } = await tts.synthesize(text).collect();
  expect(data.length / sampleRate).toBeGreaterThan(1);
  expect(data.some((sample) => Math.abs(sample) > 3_000)).toBe(true);
});
