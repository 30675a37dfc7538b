import type { Answer } from "../../../../shared/agent/comparison/answer.ts";
import type { Arm } from "./replay.ts";

/** A minute and a half at 1.5 s a look. */
const maxWait = 60;

/** What is done with one version of a conversation after a look: its next state, and the message to say, if any. */
export interface Move {
  readonly arm: Arm;
  /** Index of the message. */
  readonly say: number | null;
}

/**
 * One look at one version. `answer`: what it answered to the message that was said last; undefined while it has not, and
 * before the first. Pure.
 */
export function playArm(arm: Arm, messages: number, answer: Answer | undefined, mayGoOn: boolean): Move {
  if (arm.over) return { arm, say: null };
  const awaits = arm.sent > arm.answers.length;
  if (awaits && answer === undefined) {
    const waited = arm.waited + 1;
    // Somebody waits for the verdict: what takes longer than this is no answer.
    return { arm: { ...arm, waited, over: waited >= maxWait }, say: null };
  }
  const answers = answer === undefined ? arm.answers : [...arm.answers, answer];
  // A person would answer from here on.
  const handedOver = answers.at(-1)?.handoff != null;
  if (handedOver || answers.length === messages || !mayGoOn)
    return { arm: { ...arm, answers, waited: 0, over: true }, say: null };
  return { arm: { answers, sent: arm.sent + 1, waited: 0, over: false }, say: arm.sent };
}
