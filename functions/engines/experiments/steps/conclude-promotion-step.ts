import { needsTwoPeople } from "../../../../shared/contracts/accounts/client-approval.ts";
import { automationActivated, automationSettled } from "../../../../shared/events/index.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import type { ExperimentDependencies } from "../dependencies.ts";
import { type Experiment, experiments, openPromotionOf, type Promotion } from "../experiment.ts";
import { activatedSince } from "./promote-step.ts";

/** Who ended an experiment whose promotion was refused. */
export const gate = "gate";

type Conclusion =
  | { readonly state: "done" }
  | { readonly state: "approval" }
  | { readonly state: "refused"; readonly reasons: readonly string[] };

/**
 * Activates an arm for everybody when its checks have passed; `config rollback` takes it back. No customer gets an arm
 * that they refuse from then on. A repeat changes nothing, also after a death between the activation and the commit.
 */
export function concludePromotionStep({ configs, platform: { documents } }: ExperimentDependencies) {
  async function conclude(
    tenantId: TenantId,
    experiment: Experiment,
    { version, arm, at, by }: Promotion,
  ): Promise<Conclusion> {
    const { design, baseVersion, closed } = experiment;
    const harm = closed.find((each) => each.arm === arm && each.at > at);
    if (harm) return { state: "refused", reasons: [harm.reason] };
    const active = (await configs.pointers(tenantId))?.byName[design.configName]?.version;
    // After a crash between the activation and the commit, the version is active already.
    if (active === version) return { state: "done" };
    if (active !== baseVersion) return { state: "refused", reasons: [activatedSince(experiment, active)] };
    const activated = await configs.activate(tenantId, design.configName, version, by);
    if (activated.ok) return { state: "done" };
    return { state: "refused", reasons: activated.problems.map(({ path, message }) => `${path}: ${message}`) };
  }

  return step({
    name: "experiment-conclude-promotion",
    on: automationSettled,
    publishes: [automationActivated],
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
      if (conclusion.state === "refused" && experiment.status === "running") {
        const { id, design } = experiment;
        const ended = { id, outcome: "stopped" as const, reason: refusal(promotion), by: gate };
        await configs.endExperiment(tenantId, design.configName, { ...ended, at: now.toISOString() });
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
      const { runId, arm, by } = promotion;
      const document: Experiment = {
        ...experiment,
        status: "promoted",
        promoted: arm,
        promotion: { ...promotion, state: "done" },
        reason: promotion.reason || `The variant ${arm} became the configuration of all customers.`,
        endedAt: at,
        endedBy: by,
      };
      return { document, publish: [newEvent(automationActivated, runId, { runId, by, at })] };
    },
  });
}

function refused(experiment: Experiment, promotion: Promotion, at: string): Experiment {
  const known = { ...experiment, promotion: { ...promotion, state: "refused" as const } };
  if (experiment.status !== "running") return known;
  return { ...known, status: "stopped", reason: refusal(promotion), endedAt: at, endedBy: gate };
}

function refusal({ arm }: Promotion): string {
  return `The variant ${arm} did not pass the checks before it was to be promoted.`;
}
