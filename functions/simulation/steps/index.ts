import type { StepKind } from "../step-kind.ts";
import { expectNoReply, expectReply } from "./replies.ts";
import { say } from "./say.ts";
import { expectNotSent, expectSent } from "./sent.ts";
import { advance, advanceTo } from "./time.ts";

/** Everything a step can be; each is the key it is written with. */
export const stepKinds: readonly StepKind[] = [
  say,
  expectReply,
  expectNoReply,
  advance,
  advanceTo,
  expectSent,
  expectNotSent,
];
