import speech from "@google-cloud/speech";
import textToSpeech from "@google-cloud/text-to-speech";
import { status } from "@grpc/grpc-js";
import { initializeLogger, stt } from "@livekit/agents";
import { type SpeechScript, startGoogleSpeech } from "../../../emulators/speech/google-speech.ts";
import { startGoogleTextToSpeech } from "../../../emulators/speech/google-text-to-speech.ts";
import { ClauseTts } from "../clauses/clause-tts.ts";
import { eventsOf, faultsOf, quickly, soundFrame, spokenBy, until } from "../testing/listening.ts";
import { clientOptions } from "./access.ts";
import { CloudStt } from "./cloud-stt.ts";
import { cloudVoice } from "./cloud-voice.ts";

initializeLogger({ pretty: false, level: "silent" });

const cloud = { type: "cloud", credentials: undefined } as const;
const { FINAL_TRANSCRIPT, INTERIM_TRANSCRIPT } = stt.SpeechEventType;
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const says = (text: string, language: string, afterBytes = 3_000): SpeechScript => ({
  type: "says",
  text,
  language,
  afterBytes,
});

async function hear(
  scripts: readonly (readonly SpeechScript[])[],
  options: { readonly languages?: readonly string[]; readonly rate?: 8_000 | 16_000; readonly streamMs?: number } = {},
) {
  const { languages = ["en-IN", "hi-IN"], rate = 16_000, streamMs } = options;
  const standIn = await startGoogleSpeech(scripts);
  const client = new speech.SpeechClient(await clientOptions(cloud, standIn.address));
  const recogniser = new CloudStt({
    client,
    languages,
    sampleRate: rate,
    ...(streamMs === undefined ? {} : { streamMs }),
  });
  const faults = faultsOf(recogniser);
  const stream = recogniser.stream({ connOptions: quickly });
  const heard = eventsOf(stream);
  const frames = setInterval(() => stream.pushFrame(soundFrame(rate)), 5);
  closers.push(
    () => standIn.close(),
    () => recogniser.close(),
    async () => {
      clearInterval(frames);
      stream.close();
    },
  );
  return { standIn, faults, ...heard };
}

it("hears words as they come, and the language that the caller speaks", async () => {
  const { standIn, events, texts } = await hear([[says("mujhe test karana hai", "hi-in")]]);
  await until(() => texts(FINAL_TRANSCRIPT).length > 0);
  expect(texts(INTERIM_TRANSCRIPT)).toEqual(["mujhe", "mujhe test", "mujhe test karana"]);
  expect(texts(FINAL_TRANSCRIPT)).toEqual(["mujhe test karana hai"]);
  expect(events.find(({ type }) => type === FINAL_TRANSCRIPT)?.alternatives?.[0].language).toBe("hi-IN");
  expect(standIn.configs[0]).toMatchObject({ encoding: "LINEAR16", sampleRateHertz: 16_000, languageCode: "en-IN" });
});

it("asks for at most four languages, and for the telephone's rate", async () => {
  const languages = ["en-IN", "hi-IN", "bn-IN", "te-IN", "mr-IN", "ta-IN", "gu-IN", "ur-IN"];
  const { standIn } = await hear([[]], { languages, rate: 8_000 });
  await until(() => standIn.configs.length > 0);
  expect(standIn.configs[0]).toMatchObject({
    sampleRateHertz: 8_000,
    languageCode: "en-IN",
    alternativeLanguageCodes: ["hi-IN", "bn-IN", "te-IN"],
  });
});

it("replaces the stream before Google ends it, and after Google did", async () => {
  const limit: SpeechScript = {
    type: "fails",
    code: status.OUT_OF_RANGE,
    afterBytes: 6_000,
    details: "Exceeded maximum allowed stream duration of 305 seconds.",
  };
  const { standIn, texts, faults } = await hear(
    [[says("one", "en-in"), limit], [says("two", "en-in")], [says("three", "en-in")]],
    {
      streamMs: 400,
    },
  );
  await until(() => texts(FINAL_TRANSCRIPT).length === 3);
  expect(texts(FINAL_TRANSCRIPT)).toEqual(["one", "two", "three"]);
  expect(standIn.configs.length).toBeGreaterThanOrEqual(3);
  expect(faults).toEqual([]);
});

it("tries an outage again, and goes on", async () => {
  const outage: SpeechScript = { type: "fails", code: status.UNAVAILABLE, details: "down", afterBytes: 1_000 };
  const { texts, faults } = await hear([[outage], [says("hello again", "en-in")]]);
  await until(() => texts(FINAL_TRANSCRIPT).length > 0);
  expect(faults).toEqual([]);
});

it("tells of a refusal at once", async () => {
  const refusal: SpeechScript = {
    type: "fails",
    code: status.PERMISSION_DENIED,
    details: "API disabled",
    afterBytes: 1,
  };
  const { faults, ended } = await hear([[refusal]]);
  await until(() => faults.length > 0);
  await ended;
  expect(faults[0]?.message).toContain("API disabled");
});

async function speak(voice: Partial<Parameters<typeof cloudVoice>[0]> = {}) {
  const standIn = await startGoogleTextToSpeech();
  const client = new textToSpeech.TextToSpeechClient(await clientOptions(cloud, standIn.address));
  closers.push(
    () => standIn.close(),
    () => client.close(),
  );
  const own = cloudVoice({ client, language: "en-IN", voice: "Kore", speed: 1, pitch: 1, ...voice });
  const tts = new ClauseTts(own);
  return { standIn, tts, faults: faultsOf(tts) };
}

it("speaks with Chirp's voice of the language, clause by clause", async () => {
  const { standIn, tts } = await speak({ language: "hi-IN", speed: 1.2 });
  const { seconds } = await spokenBy(tts, "Good morning, this is Maya.");
  expect(standIn.syntheses).toMatchObject([
    { text: "Good morning,", voice: { languageCode: "hi-IN", name: "hi-IN-Chirp3-HD-Kore" }, streamed: true },
    { text: "this is Maya.", audio: { audioEncoding: "PCM", sampleRateHertz: 24_000, speakingRate: 1.2 } },
  ]);
  expect(seconds).toBeCloseTo(1.3, 1);
});

it("speaks with older voices at the tenant's pitch", async () => {
  const { standIn, tts } = await speak({ voice: "hi-IN-Wavenet-D", pitch: 2 });
  await spokenBy(tts, "Namaste.");
  expect(standIn.syntheses).toMatchObject([
    { voice: { languageCode: "hi-IN", name: "hi-IN-Wavenet-D" }, audio: { pitch: 12 }, streamed: false },
  ]);
});

it("asks again for a clause that an outage took, and tells of a refusal", async () => {
  const { standIn, tts, faults } = await speak();
  standIn.fail({ code: status.UNAVAILABLE, details: "down", times: 1 });
  expect((await spokenBy(tts, "Good morning.")).seconds).toBeGreaterThan(0.5);
  expect(faults).toEqual([]);
  standIn.fail({ code: status.INVALID_ARGUMENT, details: "Voice does not exist.", times: 1 });
  await spokenBy(tts, "Good morning.");
  expect(faults[0]?.message).toContain("Voice does not exist.");
});
