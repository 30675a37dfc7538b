import { minimalConfig } from "../../minimal-config.fixture.ts";
import { voiceWarnings } from "./voice-warnings.ts";

const input = '  channels: { input: [{ type: voice, config: { phone_numbers: ["+912245550101"] } }] }\n';
const codes = (more: string, hasGeminiKey?: boolean) =>
  voiceWarnings(minimalConfig(more), { hasGeminiKey }).map(({ code, path }) => `${code} ${path.join(".")}`);

describe("voiceWarnings", () => {
  it("has none for calls that work, nor for a tenant without calls", () => {
    expect(codes(`  voice: {}\n${input}`, true)).toEqual([]);
    expect(codes("")).toEqual([]);
  });

  it.each([
    ["  voice: {}\n", ["setting-unused voice"]],
    ["  channels: { input: [{ type: voice }] }\n", ["voice-without-number channels.input.0"]],
    ["  channels: { output: [{ type: voice }] }\n", ["setting-unused channels.output.0"]],
    [
      `  voice: { stt_provider: embedded, greeting: { supported_languages: [en, hi] } }\n${input}`,
      ["language-unsupported voice.stt_provider"],
    ],
    [`  voice: { tts_provider: deepgram, language: ta-IN }\n${input}`, ["language-unsupported voice.tts_provider"]],
    [`  voice: { voice_id: Korre }\n${input}`, ["voice-unknown voice.voice_id"]],
    [`  voice: { voice_id: xyz, tts_provider: elevenlabs }\n${input}`, []],
    [
      `  voice: { recording: { enabled: true, announce: false } }\n${input}`,
      ["recording-unannounced voice.recording.announce"],
    ],
    [`  voice: { ivr: { prompt: Hello } }\n${input}`, ["setting-unused voice.ivr"]],
    [
      `  voice: { transfer: { numbers: [{ number: "+912245550102", department: x }] } }\n${input}`,
      ["department-unknown voice.transfer.numbers.0.department"],
    ],
    [`  voice: { outbound: { voicemail: leave_message } }\n${input}`, ["setting-unused voice.outbound.voicemail"]],
    [`  voice: { outbound: { hours: { from: "07:00" } } }\n${input}`, ["calls-late voice.outbound.hours"]],
    [
      `  voice: { business_logic: { data_collection: { prescription_analysis: true, appointment_booking: true } } }\n${input}`,
      ["prescription_analysis", "appointment_booking"].map(
        (key) => `setting-unused voice.business_logic.data_collection.${key}`,
      ),
    ],
  ])("warns of %j", (more, expected) => {
    expect(codes(more)).toEqual(expected);
  });

  it.each(["mode: realtime", "stt_provider: gemini_live"])("warns of Gemini Live without a key: %s", (key) => {
    const more = `  voice: { ${key} }\n${input}`;
    expect(codes(more, false)).toEqual([`realtime-without-key voice.${key.split(":")[0]}`]);
    expect(codes(more, true)).toEqual([]);
    expect(codes(more)).toEqual([]);
  });
});
