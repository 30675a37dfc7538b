import { setTimeout as delay } from "node:timers/promises";
import { initializeLogger, stt } from "@livekit/agents";
import { AudioFrame } from "@livekit/rtc-node";
import { ClauseTts } from "../clauses/clause-tts.ts";
import { eventsOf, faultsOf, quickly } from "../testing/listening.ts";
import { fliteVoice } from "./flite-voice.ts";
import { type UtteranceRecogniser, UtteranceStt } from "./utterance-stt.ts";

initializeLogger({ pretty: false, level: "silent" });

const { PREFLIGHT_TRANSCRIPT, FINAL_TRANSCRIPT } = stt.SpeechEventType;

/** Speech and pauses in milliseconds, played as fast as life. What is recognised is the sound's length. */
async function play(
  recognise: UtteranceRecogniser["recognise"],
  score: readonly (Int16Array | number)[],
): Promise<{ readonly events: readonly stt.SpeechEvent[]; readonly faults: readonly Error[] }> {
  const recogniser = new UtteranceStt({ provider: "test", model: "test", recognise });
  const faults = faultsOf(recogniser);
  const stream = recogniser.stream({ connOptions: quickly });
  const { events, ended } = eventsOf(stream);
  for (const part of score) {
    const sound = typeof part === "number" ? new Int16Array(part * 16) : part;
    for (let at = 0; at + 320 <= sound.length; at += 320) {
      stream.pushFrame(new AudioFrame(sound.slice(at, at + 320), 16_000, 1, 320));
      await delay(20);
    }
  }
  stream.endInput();
  await ended;
  return { events, faults };
}

let word: Int16Array;
beforeAll(async () => {
  const voice = fliteVoice({ voice: "slt", speed: 1, pitch: 1 });
  const { data } = await new ClauseTts(voice).synthesize("Good morning.").collect();
  word = data.slice(
    0,
    data.findLastIndex((sample) => Math.abs(sample) > 300),
  );
});

const textsOf = (events: readonly stt.SpeechEvent[], type: stt.SpeechEventType) =>
  events.filter((event) => event.type === type).map(({ alternatives }) => alternatives?.[0].text);

it("reports eagerly at a short pause, and the same as final at a longer one", async () => {
  let asked = 0;
  const recognise = async () => {
    asked += 1;
    return { text: `hearing ${asked}`, language: "en" };
  };
  const { events } = await play(recognise, [300, word, 500]);
  const types = events.map(({ type }) => type);
  expect(types.indexOf(PREFLIGHT_TRANSCRIPT)).toBeGreaterThan(0);
  expect(types.indexOf(FINAL_TRANSCRIPT)).toBeGreaterThan(types.indexOf(PREFLIGHT_TRANSCRIPT));
  expect(textsOf(events, FINAL_TRANSCRIPT)).toEqual(textsOf(events, PREFLIGHT_TRANSCRIPT).slice(-1));
});

it("hears speech that goes on after a short pause together with what was before", async () => {
  const lengths: number[] = [];
  const recognise = async (samples: Int16Array) => {
    lengths.push(samples.length);
    return { text: `${samples.length}`, language: "en" };
  };
  const { events } = await play(recognise, [300, word, 100, word, 500]);
  expect(textsOf(events, FINAL_TRANSCRIPT)).toHaveLength(1);
  expect(lengths.at(-1)).toBeGreaterThan(word.length * 1.6);
});

it("tells of a recogniser that keeps failing by an error event", async () => {
  const recognise = () => Promise.reject(new Error("out of memory"));
  const { events, faults } = await play(recognise, [300, word, 500, word, 500]);
  expect(faults.map(({ message }) => message)).toEqual(["test: out of memory"]);
  expect(textsOf(events, FINAL_TRANSCRIPT)).toEqual([]);
});
