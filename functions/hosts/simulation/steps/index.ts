import type { StepKind } from "../scenario/step-kind.ts";
import { apiStep } from "./api.ts";
import { converseStep } from "./converse.ts";
import { expectDeadLetter } from "./dead-letters.ts";
import { expectConversation, expectDocument } from "./documents.ts";
import { expectCall, fault, model, provider } from "./outside.ts";
import { pick } from "./pick.ts";
import { expectNoReply, expectReply } from "./replies.ts";
import { say } from "./say.ts";
import { expectScheduled } from "./schedule.ts";
import { expectNotSent, expectSent } from "./sent.ts";
import { talk } from "./talk.ts";
import { advance, advanceTo } from "./time.ts";
import { expectTool } from "./tools.ts";

/** All kinds of steps. */
export const stepKinds: readonly StepKind[] = [
  say,
  pick,
  converseStep,
  talk,
  advance,
  advanceTo,
  apiStep,
  provider,
  fault,
  model,
  expectReply,
  expectNoReply,
  expectSent,
  expectNotSent,
  expectTool,
  expectCall,
  expectConversation,
  expectDocument,
  expectScheduled,
  expectDeadLetter,
];
