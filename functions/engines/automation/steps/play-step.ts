import { readLearnedScenarios } from "../../../../shared/contracts/lifecycle/learned-scenarios.ts";
import {
  automationBrokeOff,
  automationChecked,
  automationGenerated,
  automationLookDue,
  automationSettled,
  messageReceived,
} from "../../../../shared/events/index.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import { settledRun, withCheck } from "../finished-run.ts";
import { brokenOff } from "../gate/break-off-step.ts";
import { gatherCost } from "../gate/gather-cost.ts";
import { withLearned } from "../gate/with-learned.ts";
import { brokenTraces } from "../generate/trace.ts";
import { playedEventId } from "../played-event-id.ts";
import { type AutomationRun, automationRuns, type Check, checkKeyOf, checkOf } from "../run.ts";
import { activateInSandbox, checkSandbox, configRootOf, saidInSandbox } from "../sandbox.ts";
import { lookDelayMs } from "./look-step.ts";

interface Played {
  readonly sandbox: TenantId;
  readonly yaml: string;
  readonly at: Date;
}

/**
 * Checks the trace, then says what the scenarios say to the new configuration, those of operators' corrections too: in a sandbox
 * tenant, with the production runtime, each in a conversation of its own. Nothing that a sandbox tenant does reaches anybody.
 */
export function playStep(dependencies: AutomationDependencies) {
  const { platform, configs } = dependencies;

  /** @returns why the configuration cannot be played; null when the scenarios' messages are on their way. */
  async function play(tenantId: TenantId, run: AutomationRun, { sandbox, yaml, at }: Played): Promise<string | null> {
    const refused = await activateInSandbox(dependencies, { sandbox, owner: tenantId, yaml });
    if (refused !== null) return refused;
    const ids = await platform.documents.ids(sandbox);
    await platform.bus.publish(
      run.scenarios.map(({ id, says }) =>
        saidInSandbox(ids, {
          sandbox,
          session: `${checkKeyOf(run)}-${id}`,
          id: playedEventId(checkKeyOf(run), id),
          text: says,
          at,
        }),
      ),
    );
    return null;
  }

  return step({
    name: "automation-check",
    on: automationGenerated,
    publishes: [automationChecked, automationSettled, messageReceived],
    publishesAfterFailure: [automationBrokeOff],
    schedules: [automationLookDue],
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    afterFailure: ({ key, data }) => brokenOff(data?.runId ?? key),
    async gather(run, { tenantId }, { now }) {
      if (run?.status !== "checking" || run.version === null) return undefined;
      const { yaml } = (await configs.get(tenantId, run.configName, run.version)) ?? {};
      if (yaml === undefined) throw new Error(`Version ${run.version} of ${run.configName} is gone.`);
      const cost = await gatherCost(dependencies, tenantId, { run, version: run.version, now });
      const sandbox = checkSandbox(checkKeyOf(run));
      const taught = withLearned(run, await readLearnedScenarios(platform.documents, tenantId));
      const refused = await play(tenantId, taught, { sandbox, yaml, at: now });
      return { traced: tracedChecks(run, yaml), cost, sandbox, taught, refused };
    },
    decide(run, { data: { runId } }, found, now) {
      if (!run || found === undefined) return undefined;
      const checked = found.traced.reduce(withCheck, { ...found.taught, cost: found.cost });
      if (found.refused !== null) return settledRun(unplayed(checked, found.refused), now.toISOString());
      const look = newEvent(automationLookDue, runId, { runId, look: 1 });
      return {
        document: { ...checked, sandbox: found.sandbox },
        schedule: [
          { ...look, name: `automation-look-${checkKeyOf(run)}-1`, at: new Date(now.getTime() + lookDelayMs) },
        ],
      };
    },
  });
}

/** Nothing can be said of the scenarios. */
function unplayed(run: AutomationRun, why: string): AutomationRun {
  const detail = why.slice(0, 300);
  return { ...run, scenarios: run.scenarios.map((scenario) => ({ ...scenario, outcome: "not-checked", detail })) };
}

/** Whether the requirements are met. Nobody stated any for a variant of an experiment. */
function tracedChecks(run: AutomationRun, yaml: string): readonly Check[] {
  if (run.origin.type === "experiment")
    return [checkOf("trace", "not-enough", ["An experiment wrote this version: no requirements stand behind it."])];
  const broken = brokenTraces(configRootOf(yaml), run.traces, run.mustIds);
  return [checkOf("trace", broken.length === 0 ? "passed" : "failed", broken), missingCheck(run)];
}

/** A flow that needs what is missing cannot run; the agent says so. It keeps nobody from activating the others. */
function missingCheck({ missing }: AutomationRun): Check {
  const details = missing.map(({ kind, name, neededBy }) => `${kind} ${name}, needed by ${neededBy.join(", ")}`);
  return checkOf("missing", missing.length === 0 ? "passed" : "not-enough", details);
}
