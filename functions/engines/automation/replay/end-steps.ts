import {
  automationChecked,
  automationReplayed,
  automationReplaySandboxDue,
  automationSettled,
} from "../../../../shared/events/index.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { type EraseDependencies, eraseSandbox } from "../../../app/sandbox/erase-sandbox.ts";
import { settledRun, withCheck } from "../finished-run.ts";
import { automationRuns, checkKeyOf, checkOf } from "../run.ts";
import { replaySandbox } from "./begin-step.ts";
import { automationReplays, replayArms } from "./replay.ts";

/** Adds what the replay said to the run's checks. The run is finished when its scenarios are played as well. */
export function joinReplayStep() {
  return step({
    name: "automation-join-replay",
    on: automationReplayed,
    publishes: [automationChecked, automationSettled],
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    decide(run, { data: { round, verdict, details, quoted } }, _nothing, now) {
      if (!run?.replay.awaited || run.status !== "checking" || (round ?? run.round) !== run.round) return undefined;
      const joined = {
        ...run,
        quoted: [...run.quoted, ...quoted],
        replay: { ...run.replay, awaited: false },
      };
      return settledRun(withCheck(joined, checkOf("replay", verdict, details)), now.toISOString());
    },
  });
}

/** Removes the sandboxes of a replay. */
export function closeReplayStep(dependencies: EraseDependencies) {
  return step({
    name: "automation-close-replay",
    on: automationReplaySandboxDue,
    document: automationReplays,
    documentId: ({ data }) => data.runId,
    async gather(replay, { data: { runId, round } }) {
      if (!replay) return false;
      for (const arm of replayArms)
        await eraseSandbox(dependencies, replaySandbox(checkKeyOf({ id: runId, round }), arm), { withKey: true });
      return true;
    },
    decide(replay, _event, erased) {
      return replay && erased ? { document: replay } : undefined;
    },
  });
}
