import { initializeLogger, stt } from "@livekit/agents";
import { AudioFrame, dispose } from "@livekit/rtc-node";
import { ClauseTts, type ClauseVoice } from "../clauses/clause-tts.ts";
import { fliteVoice } from "./flite-voice.ts";
import { parts } from "./installed.fixture.ts";
import { piperVoice } from "./piper-voice.ts";
import { callersSentences, wordErrors } from "./sentences.fixture.ts";
import { UtteranceStt } from "./utterance-stt.ts";
import { whisper } from "./whisper.ts";

initializeLogger({ pretty: false, level: "silent" });
// The converter of sample rates would keep the process alive.
afterAll(() => dispose());

const flite = fliteVoice({ voice: "slt", speed: 1, pitch: 1 });
const { python = "", whisper: models } = parts;
const open = () => whisper({ python, model: models.english ?? "", name: "whisper-tiny.en", languages: ["en"] });

async function soundOf(voice: ClauseVoice, text: string): Promise<Int16Array> {
  const { data } = await new ClauseTts(voice).synthesize(text).collect();
  return data;
}

/** Plays the sound into the recogniser faster than life, with silence around it. */
async function heardBy(recogniser: stt.STT, sound: Int16Array): Promise<stt.SpeechEvent[]> {
  const stream = recogniser.stream();
  const silence = new Int16Array(16_000 * 0.6);
  for (const part of [silence, sound, silence])
    for (let at = 0; at + 320 <= part.length; at += 320)
      stream.pushFrame(new AudioFrame(part.slice(at, at + 320), 16_000, 1, 320));
  stream.endInput();
  const events: stt.SpeechEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

const textOf = (event: stt.SpeechEvent | undefined) => event?.alternatives?.[0].text ?? "";
const has = models.english === undefined ? it.skip : it;

has("understands ten English sentences that flite speaks, with few wrong words", async () => {
  const recogniser = new UtteranceStt(open());
  const total = { errors: 0, words: 0 };
  const durations: number[] = [];
  for (const sentence of callersSentences) {
    const sound = await soundOf(flite, sentence);
    const from = performance.now();
    const events = await heardBy(recogniser, sound);
    durations.push(performance.now() - from);
    const finals = events.filter(({ type }) => type === stt.SpeechEventType.FINAL_TRANSCRIPT).map(textOf);
    const { errors, words } = wordErrors(sentence, finals.join(" "));
    total.errors += errors;
    total.words += words;
  }
  const rate = total.errors / total.words;
  const median = durations.toSorted((one, other) => one - other)[5] ?? 0;
  console.info(`WER flite → whisper-tiny.en: ${(rate * 100).toFixed(1)} %; a sentence takes ${median.toFixed(0)} ms.`);
  expect(rate).toBeLessThan(0.2);
});

has("reports what it heard eagerly, before it is final, and the sound's duration", async () => {
  const events = await heardBy(new UtteranceStt(open()), await soundOf(flite, "How much does the test cost?"));
  const types = events.map(({ type }) => type);
  expect(types[0]).toBe(stt.SpeechEventType.START_OF_SPEECH);
  expect(types.slice(-3)).toEqual([
    stt.SpeechEventType.FINAL_TRANSCRIPT,
    stt.SpeechEventType.END_OF_SPEECH,
    stt.SpeechEventType.RECOGNITION_USAGE,
  ]);
  const duration = events.at(-1)?.recognitionUsage?.audioDuration ?? 0;
  expect(duration).toBeGreaterThan(1);
  expect(duration).toBeLessThan(4);
});

has("hears nothing in silence and in a hum", async () => {
  const hum = Int16Array.from({ length: 32_000 }, (_, at) => 3_000 * Math.sin((2 * Math.PI * 50 * at) / 16_000));
  for (const sound of [new Int16Array(32_000), hum]) {
    const events = await heardBy(new UtteranceStt(open()), sound);
    expect(events.filter(({ type }) => type === stt.SpeechEventType.FINAL_TRANSCRIPT)).toEqual([]);
  }
});

(parts.piper === undefined ? it.skip : it)("understands what Piper says, at 16 kHz", async () => {
  const voice = piperVoice({ python, model: parts.piper ?? "", speed: 1 });
  const sentence = "Your appointment is confirmed for Monday morning.";
  const sound = await soundOf(voice, sentence);
  expect(sound.length / 16_000).toBeGreaterThan(1.5);
  const events = await heardBy(new UtteranceStt(open()), sound);
  const heard = events.filter(({ type }) => type === stt.SpeechEventType.FINAL_TRANSCRIPT).map(textOf);
  expect(wordErrors(sentence, heard.join(" ")).errors).toBeLessThanOrEqual(1);
});

it("tells of a recogniser that cannot start", async () => {
  const broken = whisper({ python: process.execPath, model: "/nowhere", name: "whisper-tiny.en", languages: ["en"] });
  await expect(broken.recognise(new Int16Array(160), new AbortController().signal)).rejects.toThrow(/ended/);
});
