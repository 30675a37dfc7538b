import type { Comparison } from "./faithful.ts";
import type { RealtimeSide } from "./realtime-side.ts";

/** From the request to the first sound that may be heard. */
const firstSoundMs = 2_500;
/** Between two pieces of sound, and for the transcription of the last ones. */
const nextSoundMs = 2_000;
/** So much of the text must be said. */
const leastCovered = 0.8;

/** It says what it was not asked to say. None of that was heard. */
export class StraySpeech extends Error {}
/** It broke off. */
export class BrokenSpeech extends Error {}
/** It said nothing in time. */
export class SilentSpeech extends Error {}
/** What a model can do wrong with a text that it is to say. */
export type SpeechFault = StraySpeech | BrokenSpeech | SilentSpeech;

/**
 * The model's sound of a text, after it was judged: sound leaves when the transcription that came after it fits the text.
 * One speech at a time: another one waits.
 * @throws SpeechFault
 */
export async function* judgedSpeech(
  side: RealtimeSide,
  text: string,
  { signal, compare }: { readonly signal: AbortSignal; compare(said: string): Comparison },
): AsyncGenerator<Int16Array> {
  let held: Int16Array[] = [];
  let passed: Int16Array[] = [];
  let said = "";
  let verdict: Comparison = { isStray: false, isSettled: true, covered: 0 };
  let end: "whole" | "broken-off" | undefined;
  let wake = () => {};
  const judge = () => {
    verdict = compare(end === undefined ? said : `${said} `);
    if (!verdict.isStray && verdict.isSettled) passed.push(...held.splice(0));
    wake();
  };
  const speech = {
    sound(samples: Int16Array) {
      held.push(samples);
    },
    said(more: string) {
      said += more;
      judge();
    },
    ended(how: "whole" | "broken-off") {
      end = how;
      if (said === "") wake();
      else judge();
    },
  };
  const stop = () => wake();
  signal.addEventListener("abort", stop, { once: true });
  const { ready, leave } = side.queue();
  let hasSounded = false;
  try {
    await ready;
    if (!signal.aborted) side.speak(text, speech);
    while (!signal.aborted) {
      if (verdict.isStray) throw new StraySpeech("The realtime model said something else.");
      for (const samples of passed.splice(0)) {
        hasSounded = true;
        yield samples;
      }
      const isCovered = verdict.covered >= leastCovered;
      if (end === "whole" && isCovered) {
        yield* held.splice(0);
        return;
      }
      if (end === "broken-off") throw new BrokenSpeech("The realtime model broke off.");
      const woken = await wokenWithin(hasSounded ? nextSoundMs : firstSoundMs);
      if (!woken && !signal.aborted) throw new SilentSpeech("The realtime model gave no sound in time.");
    }
  } finally {
    signal.removeEventListener("abort", stop);
    held = [];
    passed = [];
    side.forget(speech);
    leave();
  }

  function wokenWithin(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
      if (passed.length > 0 || verdict.isStray || signal.aborted) wake();
    });
  }
}
