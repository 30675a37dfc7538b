import type { ActiveConfig } from "../../../../shared/config/versions/version-documents.ts";
import { experimentLookDue } from "../../../../shared/events/index.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { chancesToBeBest } from "../../../../shared/statistics/best-arm.ts";
import { meanOf, varianceOf } from "../../../../shared/statistics/sample.ts";
import { analyse, type Harm } from "../arms/analyse.ts";
import { type ArmSums, noSums, sampleOf } from "../arms/arm-sums.ts";
import { gatherSums } from "../arms/gather-sums.ts";
import type { ExperimentDependencies } from "../dependencies.ts";
import { type Analysis, type Experiment, experiments } from "../experiment.ts";
import { metrics } from "../metrics.ts";
import { lookTask } from "./look-task.ts";

const rememberedLooks = 400;
/** So that an arm that began badly by chance gets another chance. */
const leastShare = 0.05;

type Looked =
  | {
      readonly ended: string;
      readonly by: string;
      readonly analysis: Analysis | null;
      readonly closed: readonly Harm[];
    }
  | {
      readonly ended: null;
      readonly analysis: Analysis;
      readonly closed: readonly Harm[];
      readonly weights: Readonly<Record<string, number>>;
    };

/** Counts, judges, closes arms that do harm and ends an experiment that has no other left. Then waits for the next look. */
export function lookStep({ platform: { documents }, configs }: ExperimentDependencies) {
  return step({
    name: "experiment-look",
    on: experimentLookDue,
    schedules: [experimentLookDue],
    document: experiments,
    documentId: ({ data }) => data.experimentId,
    async gather(experiment, { tenantId }, { now }): Promise<Looked | undefined> {
      if (experiment?.status !== "running") return undefined;
      const { id, design } = experiment;
      const config = (await configs.pointers(tenantId))?.byName[design.configName];
      const at = now.toISOString();
      const sums = await gatherSums(documents, tenantId, id);
      const shares = design.arms.map(({ weight }) => weight);
      const { analysis, harms } = analyse(design, shares, sums, at);
      if (config?.experiment?.id !== id) return { ...endedBy(config, id), analysis, closed: [] };
      const closed = harms.filter(({ arm }) => !experiment.closed.some((each) => each.arm === arm));
      const closedKeys = [...new Set([...experiment.closed, ...closed].map(({ arm }) => arm))];
      if (closed.length > 0 && closedKeys.length === design.arms.length - 1) {
        const reason = closed.map((harm) => `${harm.arm}: ${harm.reason}`).join(" ");
        const by = "guardrail";
        await configs.endExperiment(tenantId, design.configName, { id, outcome: "stopped", reason, by, at });
        return { ended: reason, by, analysis, closed };
      }
      const weights = design.mode === "bandit" ? banditWeights(experiment, sums) : experiment.weights;
      if (closed.length > 0 || design.mode === "bandit")
        await configs.changeExperiment(tenantId, design.configName, { id, closed: closedKeys, weights });
      return { ended: null, analysis, closed, weights };
    },
    decide(experiment, { data: { look } }, looked, now) {
      if (experiment?.status !== "running" || looked === undefined) return undefined;
      const at = now.toISOString();
      const next: Experiment = {
        ...experiment,
        looks: Math.max(experiment.looks, look),
        latest: looked.analysis,
        history: looked.analysis ? withLook(experiment, looked.analysis) : experiment.history,
        closed: [...experiment.closed, ...looked.closed.map((harm) => ({ ...harm, at }))],
      };
      if (looked.ended === null) {
        const document = { ...next, weights: { ...looked.weights } };
        return { document, schedule: [lookTask(document, now)] };
      }
      const document: Experiment = {
        ...next,
        status: "stopped",
        reason: looked.ended,
        endedAt: at,
        endedBy: looked.by,
      };
      return { document };
    },
  });
}

/** The pointer names no experiment any more, or another: an activation came between. */
function endedBy(config: ActiveConfig | undefined, id: string): { readonly ended: string; readonly by: string } {
  const last = config?.lastExperiment;
  if (last?.id === id) return { ended: last.reason, by: last.by };
  return { ended: "Another version of the configuration was activated.", by: "activation" };
}

function withLook({ history, design }: Experiment, { at, arms }: Analysis): Experiment["history"] {
  const found = arms.flatMap(({ key, figures }) => {
    const goal = figures.find(({ metric }) => metric === design.goal);
    if (!goal?.interval || goal.lift === null) return [];
    const { low, high } = goal.interval;
    return [{ key, lift: goal.lift, low, high }];
  });
  return [...history, { at, arms: found }].slice(-rememberedLooks);
}

/** Thompson sampling: each arm's share is its chance to be the best, and closed arms keep the least. */
function banditWeights(experiment: Experiment, sums: ReadonlyMap<string, ArmSums>): Readonly<Record<string, number>> {
  const { design, weights } = experiment;
  const direction = metrics[design.goal].better === "higher" ? 1 : -1;
  const known = design.arms.map(({ key }) => {
    const sample = sampleOf(sums.get(key) ?? noSums(), design.goal);
    const standardError = Math.sqrt(varianceOf(sample) / Math.max(1, sample.n));
    return { key, n: sample.n, mean: direction * meanOf(sample), standardError };
  });
  const isKnown = known.every(({ n, standardError }) => n >= design.minExposures && standardError > 0);
  if (!isKnown) return weights;
  const chances = chancesToBeBest(known);
  const room = 1 - leastShare * known.length;
  return Object.fromEntries(known.map(({ key }, index) => [key, leastShare + room * (chances[index] ?? 0)]));
}
