import type { ActiveConfig } from "../../../../shared/config/versions/version-documents.ts";
import { automationVersionSubmitted, experimentPromoted } from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { sampleRatioThreshold } from "../../../../shared/statistics/sample-ratio.ts";
import type { ExperimentDependencies } from "../dependencies.ts";
import { controlOf, type Experiment, experiments, openPromotionOf, type Promotion } from "../experiment.ts";

interface Submitted {
  readonly version: number;
  readonly baseVersion: number;
  readonly authors: readonly string[];
}

/**
 * Asks for the automation engine's checks of an arm. When they have passed, `concludePromotionStep` activates it. Customers
 * are dealt to the arms until then. A repeat asks for nothing more.
 * @throws TerminalError `experiment-promoting`, `config-changed`, `rollout-not-possible`, and those of `versionToPromote`
 */
export function promoteStep({ configs }: Pick<ExperimentDependencies, "configs">) {
  return step({
    name: "experiment-promote",
    on: experimentPromoted,
    publishes: [automationVersionSubmitted],
    document: experiments,
    documentId: ({ data }) => data.experimentId,
    async gather(experiment, { id, tenantId, data: { arm, anyway, rollout } }): Promise<Submitted | undefined> {
      if (experiment === undefined) throw new TerminalError("experiment-not-found", "There is no such experiment.");
      if (experiment.status === "promoted" && experiment.promoted === arm) return undefined;
      // The event comes again after its promotion was refused.
      if (experiment.promotion?.runId === runIdOf(experiment, id)) return undefined;
      const open = openPromotionOf(experiment);
      if (open?.arm === arm) return undefined;
      if (open)
        throw new TerminalError(
          "experiment-promoting",
          `The variant ${open.arm} is being promoted. Wait for its checks, or stop the experiment to call it off.`,
        );
      const version = versionToPromote(experiment, arm, anyway);
      const { design, createdBy, baseVersion } = experiment;
      const config = (await configs.pointers(tenantId))?.byName[design.configName];
      if (baseVersion === null || config?.version !== baseVersion)
        throw new TerminalError("config-changed", activatedSince(experiment, config?.version));
      const hindrance = rollout === null ? undefined : againstStages(experiment, config);
      if (hindrance !== undefined) throw new TerminalError("rollout-not-possible", hindrance);
      const stored = await configs.get(tenantId, design.configName, version);
      return { version, baseVersion, authors: [...new Set([createdBy, ...(stored?.authors ?? [])])] };
    },
    decide(experiment, { id, data }, submitted) {
      if (!experiment || submitted === undefined) return undefined;
      const { version, baseVersion } = submitted;
      const { experimentId, arm, by, at, reason, replay, rollout } = data;
      const runId = runIdOf(experiment, id);
      const asked = { runId, arm, version, reason, by, at, rollout, rolloutId: null };
      const promotion: Promotion = { ...asked, state: "checking", reasons: [], quoted: [] };
      const document: Experiment = { ...experiment, promotion };
      const { configName } = experiment.design;
      const authors = [...submitted.authors];
      const wish = { runId, experimentId, arm, configName, version, baseVersion, authors, replay, by, at };
      return { document, publish: [newEvent(automationVersionSubmitted, runId, wish)] };
    },
  });
}

function runIdOf({ id }: Experiment, eventId: string): string {
  return deriveId("promotion", id, eventId);
}

/** Why an arm cannot take the place of the active version. */
export function activatedSince({ design, baseVersion }: Experiment, active: number | undefined): string {
  return `Version ${active} of ${design.configName} was activated since the experiment began with version ${baseVersion}. Describe the experiment again, so that nothing of it is lost.`;
}

/** Why an arm cannot be given to a growing share of the customers; undefined where it can. Pure. */
export function againstStages({ id, design }: Experiment, config: ActiveConfig | undefined): string | undefined {
  const at = `Wait for its end, or promote without stages: then ${design.configName} changes for everybody at once.`;
  if (config?.experiment && config.experiment.id !== id)
    return `Another experiment deals the customers of ${design.configName} to its variants, so they cannot be dealt to stages as well. ${at}`;
  if (config?.rollout)
    return `Version ${config.rollout.version} of ${design.configName} is being rolled out, so the customers cannot be dealt to other stages as well. ${at}`;
  return undefined;
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
