import {
  type AutomationVersionSubmitted,
  automationGenerated,
  automationSettled,
  automationVersionSubmitted,
} from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { personBehind } from "../../../../shared/security/person-behind.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import { checkedEvents } from "../finished-run.ts";
import { begunRun } from "../generate-step.ts";
import { newestRuns } from "../newest-runs.ts";
import { type AutomationRun, automationRuns, checkOf, type PlayedScenario } from "../run.ts";
import { isLearned } from "./with-learned.ts";

/** The newest runs among which one with scenarios is looked for. */
const mostRuns = 20;

/**
 * Begins the checks of a stored version that an experiment wrote: the same as of a written one, with the scenarios that the
 * configuration was last held against. A repeat begins nothing.
 */
export function submitStep({ platform: { documents }, configs }: AutomationDependencies) {
  return step({
    name: "automation-submit",
    on: automationVersionSubmitted,
    publishes: [automationGenerated, automationSettled],
    publishesAfterFailure: [automationSettled],
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    afterFailure: ({ data }) => (data === undefined ? [] : [notBegun(data)]),
    async gather(known, { tenantId, data: { configName, version, by, authors } }) {
      if (known) return undefined;
      const stored = await configs.get(tenantId, configName, version);
      const checked = stored && (await configs.check(tenantId, stored.yaml));
      const problems =
        checked === undefined
          ? [`Version ${version} of ${configName} is gone.`]
          : checked.ok
            ? []
            : checked.problems.map(({ path, message }) => `${path}: ${message}`);
      const persons = await Promise.all([by, ...authors].map((subject) => personBehind(documents, subject)));
      const isOwn = persons.indexOf(persons[0] ?? by, 1) > 0;
      return { problems, isOwn, scenarios: await lastScenarios(documents, tenantId, configName) };
    },
    decide(known, { data }, found, now) {
      if (known || found === undefined) return undefined;
      const { runId } = data;
      const document = submittedRun(data, found, now.toISOString());
      const isChecking = document.status === "checking";
      const publish = isChecking ? [newEvent(automationGenerated, runId, { runId })] : checkedEvents(document);
      return { document, publish };
    },
  });
}

function submittedRun(
  submitted: AutomationVersionSubmitted,
  found: {
    readonly problems: readonly string[];
    readonly isOwn: boolean;
    readonly scenarios: readonly PlayedScenario[];
  },
  now: string,
): AutomationRun {
  const { runId, experimentId, arm, configName, version, baseVersion, authors, replay, by, at } = submitted;
  const nothing = { requirementsId: "", version: 0, researchId: null, template: null, channels: [] };
  const valid = found.problems.length === 0;
  return {
    ...begunRun({ ...nothing, runId, configName, replay, by, at }),
    origin: { type: "experiment", experimentId, arm, authors },
    status: valid ? "checking" : "blocked",
    baseVersion,
    version,
    scenarios: found.scenarios.map((scenario) => ({ ...scenario, outcome: "pending", reply: null, detail: "" })),
    checks: [checkOf("schema", valid ? "passed" : "failed", found.problems)],
    // Who promotes what somebody else wrote is the second person.
    approvedBy: found.isOwn ? null : by,
    approvedAt: found.isOwn ? null : at,
    finishedAt: valid ? null : now,
  };
}

/**
 * The scenarios of the newest activated run of a configuration, which customers' versions descend from; without one, of the
 * newest that was written. Learned ones are not among them: they are read anew.
 */
async function lastScenarios(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  configName: string,
): Promise<readonly PlayedScenario[]> {
  const runs = await newestRuns(documents, tenantId, { configName, limit: mostRuns });
  const written = runs.filter(({ version }) => version !== null);
  const last = written.find(({ status }) => status === "activated") ?? written[0];
  return last?.scenarios.filter((scenario) => !isLearned(scenario)) ?? [];
}

function notBegun({ runId, experimentId }: AutomationVersionSubmitted) {
  const reasons = ["The checks could not begin because of an error. Promote the variant again."];
  const told = { runId, experimentId, outcome: "failed" as const, approvedBy: null, reasons, quoted: [] };
  return newEvent(automationSettled, runId, told);
}
