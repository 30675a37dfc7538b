import { experimentStopped } from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import type { ExperimentDependencies } from "../dependencies.ts";
import { type Experiment, experiments, openPromotionOf } from "../experiment.ts";

/**
 * New sessions get the active version again; running ones keep theirs to their end. A promotion whose checks run is called
 * off. A repeat changes nothing.
 */
export function stopStep({ configs }: Pick<ExperimentDependencies, "configs">) {
  return step({
    name: "experiment-stop",
    on: experimentStopped,
    document: experiments,
    documentId: ({ data }) => data.experimentId,
    async gather(experiment, { tenantId, data: { by, at, reason } }) {
      if (experiment === undefined) throw new TerminalError("experiment-not-found", "There is no such experiment.");
      if (experiment.status === "running") {
        const { id, design } = experiment;
        await configs.endExperiment(tenantId, design.configName, { id, outcome: "stopped", reason, by, at });
      }
    },
    decide(experiment, { data: { by, at, reason } }) {
      if (experiment === undefined) return undefined;
      const isPromoting = openPromotionOf(experiment) !== undefined;
      if (experiment.status !== "running" && experiment.status !== "draft" && !isPromoting) return undefined;
      const promotion = isPromoting ? null : experiment.promotion;
      const ended = { status: "stopped" as const, reason, endedAt: at, endedBy: by, promotion };
      const document: Experiment = { ...experiment, ...ended };
      return { document };
    },
  });
}
