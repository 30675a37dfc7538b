import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../contracts/open-platform.ts";
import type { Talk } from "../../voice/talk.ts";

/** How long the agent talks before it is interrupted. */
const listensMs = 700;
/** The answer to the interruption comes after a silence: what is heard before it is the rest of the old one. */
const silenceMs = 250;

/** Interrupts an answer. @returns milliseconds from the caller's first voiced sample to the last sound of the agent */
export async function bargeIn({ caller, ask }: Talk, question: Int16Array, sound: Int16Array): Promise<number> {
  await ask(question);
  await sleep(listensMs);
  let last = 0;
  const silent = until("the agent falls silent", () => {
    last = caller.heard.lastAt;
    return performance.now() - last > silenceMs;
  });
  const { beganAt } = await caller.play(sound);
  await silent;
  return Math.max(0, last - beganAt);
}
