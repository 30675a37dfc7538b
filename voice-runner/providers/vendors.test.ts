import { initializeLogger, stt } from "@livekit/agents";
import { lendFetchDispatcher } from "../../emulators/jest-fetch.ts";
import { startDeepgram } from "../../emulators/speech/deepgram.ts";
import { startElevenLabs } from "../../emulators/speech/elevenlabs.ts";
import { startGeminiSpeech } from "../../emulators/speech/gemini-speech.ts";
import { openCall } from "./testing/call.ts";
import { eventsOf, faultsOf, quickly, soundFrame, spokenBy, until } from "./testing/listening.ts";

initializeLogger({ pretty: false, level: "silent" });
lendFetchDispatcher();

const { FINAL_TRANSCRIPT, INTERIM_TRANSCRIPT } = stt.SpeechEventType;
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Speaks into a recogniser until the test ends. */
function speakInto(recogniser: stt.STT, rate: 8_000 | 16_000) {
  const faults = faultsOf(recogniser);
  const stream = recogniser.stream({ connOptions: quickly });
  const frames = setInterval(() => stream.pushFrame(soundFrame(rate)), 5);
  closers.push(() => {
    clearInterval(frames);
    stream.close();
  });
  return { faults, ...eventsOf(stream) };
}

const languageOf = (events: readonly stt.SpeechEvent[]) =>
  events.find(({ type }) => type === FINAL_TRANSCRIPT)?.alternatives?.[0].language;

describe("deepgram", () => {
  const voice = (more: readonly string[] = []) => ["stt_provider: deepgram", "tts_provider: deepgram", ...more];
  const bilingual = ["greeting: { supported_languages: [hi, en] }"];

  async function open(key = "right", channel: "voice" | "web_voice" = "web_voice") {
    const standIn = await startDeepgram({ key: "right", says: "mujhe test chahiye" });
    closers.push(() => standIn.close());
    const [secrets, environment] = [{ "_platform/DEEPGRAM_API_KEY": key }, { DEEPGRAM_BASE_URL: standIn.url }];
    return { standIn, speech: await openCall({ voice: voice(bilingual), secrets, environment, channel }) };
  }

  it("hears several languages, at the telephone's rate", async () => {
    const { standIn, speech } = await open("right", "voice");
    const { texts, events } = speakInto(speech.stt, 8_000);
    await until(() => texts(FINAL_TRANSCRIPT).length > 0);
    expect(texts(INTERIM_TRANSCRIPT)).toEqual(["mujhe"]);
    expect(texts(FINAL_TRANSCRIPT)).toEqual(["mujhe test chahiye"]);
    expect(languageOf(events)).toBe("hi");
    const asked = Object.fromEntries(standIn.connections[0]?.searchParams ?? []);
    expect(asked).toMatchObject({ model: "nova-3", language: "multi", sample_rate: "8000" });
  });

  it("speaks at 16 kHz", async () => {
    const { standIn, speech } = await open();
    expect((await spokenBy(speech.tts, "Good morning.")).seconds).toBeGreaterThan(0.5);
    expect(standIn.texts).toEqual(["Good morning."]);
    expect(standIn.connections[0]?.searchParams.get("model")).toBe("aura-2-thalia-en");
  });

  it("tells of a refused key by error events, hearing and speaking", async () => {
    const { speech } = await open("wrong");
    const { faults } = speakInto(speech.stt, 16_000);
    const spoken = faultsOf(speech.tts);
    await spokenBy(speech.tts, "Good morning.");
    await until(() => faults.length > 0 && spoken.length > 0);
    expect(faults[0]?.message).toContain("401");
  });

  it("goes on after an outage", async () => {
    const { standIn, speech } = await open();
    standIn.refuse(503, 1);
    const { texts, faults } = speakInto(speech.stt, 16_000);
    await until(() => texts(FINAL_TRANSCRIPT).length > 0);
    expect(faults).toEqual([]);
  });
});

describe("elevenlabs", () => {
  async function open(key = "right") {
    const standIn = await startElevenLabs({ key: "right", says: "mujhe test chahiye", language: "hin" });
    closers.push(() => standIn.close());
    return {
      standIn,
      speech: await openCall({
        voice: [
          ...["stt_provider: elevenlabs", "tts_provider: elevenlabs", "voices: { elevenlabs/hi: voice-hi }"],
          "greeting: { supported_languages: [hi, en] }",
        ],
        secrets: { "client_1/ELEVENLABS_API_KEY": key },
        environment: { ELEVENLABS_BASE_URL: standIn.url },
      }),
    };
  }

  it("hears, and tells the language", async () => {
    const { speech } = await open();
    const { texts, events } = speakInto(speech.stt, 16_000);
    await until(() => texts(FINAL_TRANSCRIPT).length > 0);
    expect(texts(FINAL_TRANSCRIPT)).toEqual(["mujhe test chahiye"]);
    expect(languageOf(events)).toBe("hi");
  });

  it("speaks, and changes voice and language in mid-call", async () => {
    const { standIn, speech } = await open();
    expect((await spokenBy(speech.tts, "Good morning.")).seconds).toBeGreaterThan(0.5);
    speech.speakIn("hi-IN");
    await spokenBy(speech.tts, "Namaste ji.");
    expect(standIn.texts).toEqual(["Good morning.", "Namaste ji."]);
    const last = standIn.connections.at(-1);
    expect(last?.pathname).toContain("/voice-hi/");
    expect(last?.searchParams.get("language_code")).toBe("hi");
    await speech.tts.close();
  });

  it("tells of a refused key by error events, hearing and speaking", async () => {
    const { speech } = await open("wrong");
    const { faults } = speakInto(speech.stt, 16_000);
    const spoken = faultsOf(speech.tts);
    await spokenBy(speech.tts, "Good morning.");
    await until(() => faults.length > 0 && spoken.length > 0);
  });
});

describe("google, with a Gemini key alone", () => {
  async function open() {
    const standIn = await startGeminiSpeech({ says: "mujhe test chahiye", language: "hi-IN" });
    closers.push(() => standIn.close());
    return {
      standIn,
      speech: await openCall({
        voice: ["voice_id: Puck", "language: hi-IN", "greeting: { supported_languages: [hi, en] }"],
        secrets: { "_platform/GEMINI_API_KEY": "any" },
        environment: { GEMINI_BASE_URL: standIn.url },
      }),
    };
  }

  it("hears through a Live session that only transcribes", async () => {
    const { standIn, speech } = await open();
    const { texts, events } = speakInto(speech.stt, 16_000);
    await until(() => texts(FINAL_TRANSCRIPT).length > 0);
    expect(texts(FINAL_TRANSCRIPT)).toEqual(["mujhe test chahiye"]);
    expect(languageOf(events)).toBe("hi-IN");
    expect(standIn.setups[0]).toMatchObject({ inputAudioTranscription: { languageCodes: ["hi-IN", "en-IN"] } });
  });

  it("speaks by clauses, in the tenant's voice", async () => {
    const { standIn, speech } = await open();
    const faults = faultsOf(speech.tts);
    const { seconds } = await spokenBy(speech.tts, "Good morning, this is Maya.");
    expect(faults).toEqual([]);
    expect(seconds).toBeCloseTo(2, 0);
    expect(standIn.requests).toHaveLength(2);
    expect(JSON.stringify(standIn.requests[0])).toMatch(/Good morning,.*Puck/);
  });

  it("asks again after an outage, and tells of a refusal", async () => {
    const { standIn, speech } = await open();
    const faults = faultsOf(speech.tts);
    standIn.refuse(503, 1);
    expect((await spokenBy(speech.tts, "Good morning.")).seconds).toBeGreaterThan(0.5);
    standIn.refuse(403, 5);
    await spokenBy(speech.tts, "Good morning.");
    expect(faults.length).toBeGreaterThan(0);
  });
});
