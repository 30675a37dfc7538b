import { needsTwoPeople } from "../../../../shared/contracts/accounts/client-approval.ts";
import { automationActivated, automationSettled, rolloutRequested } from "../../../../shared/events/index.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import type { ExperimentDependencies } from "../dependencies.ts";
import { type Experiment, experiments, openPromotionOf, type Promotion } from "../experiment.ts";
import { activatedSince, againstStages } from "./promote-step.ts";

/** Who ended an experiment whose promotion was refused. */
export const gate = "gate";

type Conclusion =
  | { readonly state: "done" }
  | { readonly state: "approval" }
  | { readonly state: "stages" }
  | { readonly state: "refused"; readonly reasons: readonly string[] };

/**
 * Activates an arm for everybody when its checks have passed, or begins its rollout; `config rollback` takes it back. No
 * customer gets an arm that they refuse from then on. A repeat changes nothing, also after a death between the change of
 * the pointer and the commit.
 */
export function concludePromotionStep({ configs, platform: { documents } }: ExperimentDependencies) {
  async function conclude(
    tenantId: TenantId,
    experiment: Experiment,
    { version, arm, at, by, rollout }: Promotion,
  ): Promise<Conclusion> {
    const { design, baseVersion, closed } = experiment;
    const harm = closed.find((each) => each.arm === arm && each.at > at);
    if (harm) return { state: "refused", reasons: [harm.reason] };
    const config = (await configs.pointers(tenantId))?.byName[design.configName];
    const active = config?.version;
    // After a crash between the activation and the commit, the version is active already.
    if (active === version) return { state: "done" };
    if (active !== baseVersion) return { state: "refused", reasons: [activatedSince(experiment, active)] };
    if (rollout !== null) {
      const hindrance = againstStages(experiment, config);
      return hindrance === undefined ? { state: "stages" } : { state: "refused", reasons: [hindrance] };
    }
    const activated = await configs.activate(tenantId, design.configName, version, by);
    if (activated.ok) return { state: "done" };
    return { state: "refused", reasons: activated.problems.map(({ path, message }) => `${path}: ${message}`) };
  }

  return step({
    name: "experiment-conclude-promotion",
    on: automationSettled,
    publishes: [automationActivated, rolloutRequested],
    document: experiments,
    documentId: ({ data }) => data.experimentId,
    async gather(experiment, { tenantId, data }, { now }): Promise<Conclusion | undefined> {
      const promotion = experiment && openPromotionOf(experiment);
      if (!promotion || promotion.runId !== data.runId) return undefined;
      const isApproved = data.approvedBy !== null || !(await needsTwoPeople(documents, agencyId, tenantId));
      if (data.outcome === "ready" && !isApproved) return { state: "approval" };
      const conclusion: Conclusion =
        data.outcome === "ready"
          ? await conclude(tenantId, experiment, promotion)
          : { state: "refused", reasons: data.reasons };
      const ended = endingOf(conclusion, promotion);
      if (ended && experiment.status === "running") {
        const { id, design } = experiment;
        await configs.endExperiment(tenantId, design.configName, { id, ...ended, at: now.toISOString() });
      }
      return conclusion;
    },
    decide(experiment, { data: { quoted } }, conclusion, now) {
      const promotion = experiment && openPromotionOf(experiment);
      if (!promotion || conclusion === undefined) return undefined;
      const at = now.toISOString();
      if (conclusion.state === "approval")
        return { document: { ...experiment, promotion: { ...promotion, state: "approval" as const } } };
      if (conclusion.state === "refused")
        return { document: refused(experiment, { ...promotion, reasons: [...conclusion.reasons], quoted }, at) };
      if (conclusion.state === "stages") return rolledOut(experiment, promotion, at);
      const { runId, by } = promotion;
      const document = promoted(experiment, promotion, at);
      return { document, publish: [newEvent(automationActivated, runId, { runId, by, at })] };
    },
  });
}

/** The run stays `ready`: its version is not everybody's yet. */
function rolledOut(experiment: Experiment, promotion: Promotion, at: string) {
  const { runId, version, by, rollout } = promotion;
  const { design, baseVersion } = experiment;
  if (rollout === null || baseVersion === null) throw new Error("A promotion in stages knows both versions.");
  const rolloutId = deriveId("promotion-rollout", runId);
  const wish = { ...rollout, rolloutId, configName: design.configName, fromVersion: baseVersion, version, by, at };
  const document = promoted(experiment, { ...promotion, rolloutId }, at);
  return { document, publish: [newEvent(rolloutRequested, rolloutId, wish)] };
}

/** How the experiment ends at the pointer before the commit. An activation ends it by itself. */
function endingOf({ state }: Conclusion, promotion: Promotion) {
  if (state === "refused") return { outcome: "stopped" as const, reason: refusal(promotion), by: gate };
  if (state === "stages") return { outcome: "promoted" as const, reason: success(promotion), by: promotion.by };
  return undefined;
}

function promoted(experiment: Experiment, promotion: Promotion, at: string): Experiment {
  const { arm, by } = promotion;
  const ended = { reason: success(promotion), endedAt: at, endedBy: by };
  return { ...experiment, ...ended, status: "promoted", promoted: arm, promotion: { ...promotion, state: "done" } };
}

function success({ arm, reason, rollout }: Promotion): string {
  if (reason !== "") return reason;
  if (rollout !== null) return `The variant ${arm} goes to a growing share of the customers.`;
  return `The variant ${arm} became the configuration of all customers.`;
}

function refused(experiment: Experiment, promotion: Promotion, at: string): Experiment {
  const known = { ...experiment, promotion: { ...promotion, state: "refused" as const } };
  if (experiment.status !== "running") return known;
  return { ...known, status: "stopped", reason: refusal(promotion), endedAt: at, endedBy: gate };
}

function refusal({ arm }: Promotion): string {
  return `The variant ${arm} did not pass the checks before it was to be promoted.`;
}
