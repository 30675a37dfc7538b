import { initializeLogger } from "@livekit/agents";
import { ClauseTts, type ClauseVoice } from "../clauses/clause-tts.ts";
import { fliteVoice } from "./flite-voice.ts";

initializeLogger({ pretty: false, level: "silent" });

const usual = { voice: "slt", speed: 1, pitch: 1 } as const;
const sentence = "Good morning, this is Maya from City Clinic.";

/** The sound of a text: its samples, joined. */
async function spoken(voice: ClauseVoice, text: string): Promise<Int16Array> {
  const { data } = await new ClauseTts(voice).synthesize(text).collect();
  return data;
}

const rms = (samples: Int16Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

it("speaks English at 16 kHz, without leading silence", async () => {
  const samples = await spoken(fliteVoice(usual), sentence);
  const seconds = samples.length / 16_000;
  expect(seconds).toBeGreaterThan(2);
  expect(seconds).toBeLessThan(4.5);
  expect(rms(samples)).toBeGreaterThan(500);
  // 10 ms of quiet are kept, and the ramp of the first consonant follows.
  expect(samples.slice(0, 1_600).some((sample) => Math.abs(sample) > 150)).toBe(true);
});

it("speaks faster and higher when the tenant says so", async () => {
  const [slow, fast] = [
    await spoken(fliteVoice(usual), sentence),
    await spoken(fliteVoice({ ...usual, speed: 1.5 }), sentence),
  ];
  expect(fast.length).toBeLessThan(slow.length * 0.8);
  const [low, high] = [
    pitchOf(await spoken(fliteVoice({ ...usual, pitch: 0.8 }), "Ah.")),
    pitchOf(await spoken(fliteVoice({ ...usual, pitch: 1.2 }), "Ah.")),
  ];
  expect(high / low).toBeGreaterThan(1.25);
  expect(high / low).toBeLessThan(1.8);
});

it("speaks the first clause while the rest is still being written, in the order of the text", async () => {
  const asked: string[] = [];
  const own = fliteVoice(usual);
  const stream = new ClauseTts({
    ...own,
    speak(clause, signal) {
      asked.push(clause);
      return own.speak(clause, signal);
    },
  }).stream();
  stream.pushText("Good morning, this ");
  const first = await stream.next();
  expect(first.done).toBe(false);
  expect(asked).toEqual(["Good morning,"]);
  stream.pushText("is Maya. How are you?");
  stream.endInput();
  for await (const _ of stream);
  expect(asked).toEqual(["Good morning,", "this is Maya.", "How are you?"]);
});

it("stops in mid-sentence when the caller interrupts", async () => {
  const asked: string[] = [];
  const own = fliteVoice(usual);
  const stream = new ClauseTts({
    ...own,
    speak(clause, signal) {
      asked.push(clause);
      return own.speak(clause, signal);
    },
  }).stream();
  stream.pushText("Good morning, this is Maya. I can help you with tests. And with bills. And with more. ");
  stream.endInput();
  await stream.next();
  stream.close();
  for await (const _ of stream);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked.length).toBeLessThan(4);
});

/** The fundamental frequency in the middle of a vowel, by autocorrelation. */
function pitchOf(samples: Int16Array): number {
  const [from, window] = [Math.floor(samples.length / 3), 1_024];
  const likeness = (lag: number) =>
    Array.from({ length: window }, (_, at) => (samples[from + at] ?? 0) * (samples[from + at + lag] ?? 0)).reduce(
      (sum, product) => sum + product,
      0,
    );
  const lags = Array.from({ length: 160 }, (_, index) => index + 50);
  const best = lags.reduce((chosen, lag) => (likeness(lag) > likeness(chosen) ? lag : chosen));
  return 16_000 / best;
}
