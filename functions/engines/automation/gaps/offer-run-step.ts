import { automationGapFinished } from "../../../../shared/events/lifecycle/automation-github.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { automationRuns } from "../run.ts";

/** A run with more is generated again for the newest of them. */
const maxShown = 10;

/** Notes on a run that the product has what it missed, so that people are offered to generate again. */
export function offerRunStep() {
  return step({
    name: "automation-offer-run",
    on: automationGapFinished,
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    decide(run, { data: { gapId, url, at } }) {
      if (!run?.missing.some(({ gap }) => gap?.id === gapId)) return undefined;
      const others = run.finishedGaps.filter((each) => each.gapId !== gapId);
      return { document: { ...run, finishedGaps: [...others, { gapId, url, at }].slice(-maxShown) } };
    },
  });
}
