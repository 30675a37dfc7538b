import { experimentStopped } from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import type { ExperimentDependencies } from "../dependencies.ts";
import { type Experiment, experiments } from "../experiment.ts";

/** New sessions get the active version again; running ones keep theirs to their end. A repeat changes nothing. */
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
      if (experiment?.status !== "running" && experiment?.status !== "draft") return undefined;
      const document: Experiment = { ...experiment, status: "stopped", reason, endedAt: at, endedBy: by };
      return { document };
    },
  });
}
