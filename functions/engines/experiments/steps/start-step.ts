import type { ExperimentPointer } from "../../../../shared/config/experiments/pointer.ts";
import { experimentLookDue, experimentStarted } from "../../../../shared/events/index.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { type StepContext, step } from "../../../../shared/runtime/step.ts";
import { armTexts } from "../arms/arm-texts.ts";
import type { ExperimentDependencies } from "../dependencies.ts";
import { controlOf, type Experiment, experiments } from "../experiment.ts";
import { lookTask } from "./look-task.ts";

/**
 * Stores each treatment as a version of the configuration and deals new sessions to them. A version is a version: senders,
 * tools and replays need not know of experiments. Running sessions keep theirs. A repeat changes nothing.
 */
export function startStep({ configs }: ExperimentDependencies) {
  return step({
    name: "experiment-start",
    on: experimentStarted,
    schedules: [experimentLookDue],
    document: experiments,
    documentId: ({ data }) => data.experimentId,
    async gather(experiment, { tenantId, data: { by, at } }, ctx) {
      if (experiment === undefined) throw new TerminalError("experiment-not-found", "There is no such experiment.");
      if (experiment.status === "running") return undefined;
      if (experiment.status !== "draft")
        throw new TerminalError("experiment-ended", `The experiment is ${experiment.status}. Describe a new one.`);
      const { id, design } = experiment;
      const { baseVersion, versions } = await storeArms(tenantId, experiment, by, ctx);
      const pointer: ExperimentPointer = {
        id,
        seed: id,
        coverage: design.coverage,
        closed: [],
        by,
        at,
        arms: design.arms.map(({ key, weight }) => ({ key, weight, version: versions[key] ?? baseVersion })),
      };
      const begun = await configs.beginExperiment(tenantId, design.configName, {
        from: baseVersion,
        experiment: pointer,
      });
      if ("problems" in begun) {
        const problems = begun.problems.map(({ path, message }) => `${path}: ${message}`).join(" ");
        throw new TerminalError("experiment-arm-invalid", `A variant cannot be used. ${problems}`);
      }
      if (begun.config?.experiment?.id !== id)
        throw new TerminalError(
          "experiment-not-possible",
          "Another experiment or a rollout of this configuration runs, or its active version has just changed. Wait for its end, or start again.",
        );
      return { baseVersion, versions };
    },
    decide(experiment, { data: { at } }, begun, now) {
      if (!experiment || begun === undefined) return undefined;
      const document: Experiment = { ...experiment, ...begun, status: "running", startedAt: at };
      return { document, schedule: [lookTask(document, now)] };
    },
  });

  async function storeArms(tenantId: TenantId, { id, design, createdBy }: Experiment, by: string, ctx: StepContext) {
    const { baseVersion, texts } = await armTexts(configs, tenantId, design);
    const versions: Record<string, number> = { [controlOf(design)]: baseVersion };
    for (const [key, yaml] of texts) {
      const kept = await ctx.recall(`arm ${key}`);
      if (typeof kept === "number") {
        versions[key] = kept;
        continue;
      }
      const authors = [...new Set([createdBy, by])];
      const options = { by: `${by} (experiment ${id})`, authors, activate: false };
      const pushed = await configs.push(tenantId, design.configName, yaml, options);
      if (!pushed.ok) {
        const problems = pushed.problems.map(({ path, message }) => `${path}: ${message}`).join(" ");
        throw new TerminalError("experiment-arm-invalid", `The variant ${key} is not valid. ${problems}`);
      }
      await ctx.keep(`arm ${key}`, pushed.version);
      versions[key] = pushed.version;
    }
    return { baseVersion, versions };
  }
}
