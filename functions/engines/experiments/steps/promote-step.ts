import { experimentPromoted } from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { sampleRatioThreshold } from "../../../../shared/statistics/sample-ratio.ts";
import type { ExperimentDependencies } from "../dependencies.ts";
import { controlOf, type Experiment, experiments } from "../experiment.ts";

/**
 * Activates the configuration of an arm for everybody, by the same gate as every activation. `config rollback` takes it
 * back. A repeat changes nothing.
 */
export function promoteStep({ configs }: Pick<ExperimentDependencies, "configs">) {
  return step({
    name: "experiment-promote",
    on: experimentPromoted,
    document: experiments,
    documentId: ({ data }) => data.experimentId,
    async gather(experiment, { tenantId, data: { by, arm, anyway } }) {
      if (experiment === undefined) throw new TerminalError("experiment-not-found", "There is no such experiment.");
      if (experiment.status === "promoted" && experiment.promoted === arm) return undefined;
      const version = versionToPromote(experiment, arm, anyway);
      const { configName } = experiment.design;
      const active = (await configs.pointers(tenantId))?.byName[configName]?.version;
      // After a crash between the activation and the commit, the version is active already.
      if (active === version) return { promoted: true };
      if (active !== experiment.baseVersion)
        throw new TerminalError(
          "config-changed",
          `Version ${active} of ${configName} was activated since the experiment began with version ${experiment.baseVersion}. Describe the experiment again, so that nothing of it is lost.`,
        );
      const activated = await configs.activate(tenantId, configName, version, by);
      if (activated.ok) return { promoted: true };
      const problems = activated.problems.map(({ path, message }) => `${path}: ${message}`).join(" ");
      throw new TerminalError("config-invalid", `The configuration cannot be activated. ${problems}`);
    },
    decide(experiment, { data: { arm, by, at, reason } }, done) {
      if (!experiment || done === undefined) return undefined;
      const why = reason === "" ? `The variant ${arm} became the configuration of all customers.` : reason;
      const document: Experiment = {
        ...experiment,
        status: "promoted",
        promoted: arm,
        reason: why,
        endedAt: at,
        endedBy: by,
      };
      return { document };
    },
  });
}

/** @throws TerminalError where nothing says that the arm is better, unless a person says so */
function versionToPromote(experiment: Experiment, arm: string, anyway: boolean): number {
  const { status, versions, latest, design } = experiment;
  const version = versions[arm];
  if (status === "draft" || version === undefined || arm === controlOf(design))
    throw new TerminalError(
      "experiment-arm-unknown",
      `Only a variant of a started experiment can be promoted. Variants: ${Object.keys(versions).slice(1).join(", ") || "none yet"}.`,
    );
  if (anyway) return version;
  if (latest && latest.splitPValue < sampleRatioThreshold)
    throw new TerminalError(
      "experiment-split-broken",
      "The variants did not get the customers that they should have, so no figure can be trusted.",
    );
  if (latest?.arms.find(({ key }) => key === arm)?.verdict !== "better")
    throw new TerminalError(
      "experiment-not-shown",
      `Nothing shows yet that ${arm} is better in ${design.goal}. Send \`anyway: true\` with a reason to promote it all the same.`,
    );
  return version;
}
