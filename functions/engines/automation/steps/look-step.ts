import {
  judgeScenario,
  type ScenarioAnswer,
  scenarioAnswer,
} from "../../../../shared/agent/scenarios/judge-scenario.ts";
import { turnReplies } from "../../../../shared/contracts/conversation/turn-replies.ts";
import {
  automationBrokeOff,
  automationChecked,
  automationLookDue,
  automationSandboxDue,
  automationSettled,
} from "../../../../shared/events/index.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import { settledRun } from "../finished-run.ts";
import { brokenOff } from "../gate/break-off-step.ts";
import { playedEventId } from "../played-event-id.ts";
import { type AutomationRun, automationRuns, checkKeyOf, type PlayedScenario } from "../run.ts";

/** How long after the messages, and after each look, the answers are looked at. */
export const lookDelayMs = 1_500;
/** A minute and a half: a slow model answers a dozen messages in it. */
const maxLooks = 60;
const sandboxMs = 10 * 60_000;
const shownCharacters = 300;

/** Reads what the agent answered to the scenarios, until all are answered or too much time has passed. */
export function lookStep({ platform: { documents } }: AutomationDependencies) {
  return step({
    name: "automation-look",
    on: automationLookDue,
    publishes: [automationChecked, automationSettled],
    publishesAfterFailure: [automationBrokeOff],
    schedules: [automationLookDue, automationSandboxDue],
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    afterFailure: ({ key, data }) => brokenOff(data?.runId ?? key),
    async gather(run) {
      if (run?.status !== "checking" || run.sandbox === null) return undefined;
      const sandbox = TenantId.parse(run.sandbox);
      const pending = run.scenarios.filter(({ outcome }) => outcome === "pending");
      const answers = await Promise.all(
        pending.map(async ({ id }): Promise<readonly [string, ScenarioAnswer | undefined]> => {
          const turn = (await documents.get(sandbox, turnReplies, playedEventId(checkKeyOf(run), id)))?.data.state;
          if (turn === undefined) return [id, undefined];
          return [id, scenarioAnswer(turn)];
        }),
      );
      return new Map(answers);
    },
    decide(run, { data: { runId, look } }, answers, now) {
      if (!run || answers === undefined) return undefined;
      const last = look >= maxLooks;
      const scenarios = run.scenarios.map((scenario) => judged(scenario, answers.get(scenario.id), last));
      const next = { ...run, scenarios };
      if (scenarios.every(({ outcome }) => outcome !== "pending")) {
        return { ...settledRun(next, now.toISOString()), schedule: [sandboxTask(run, now)] };
      }
      const due = newEvent(automationLookDue, runId, { runId, look: look + 1 });
      const name = `automation-look-${checkKeyOf(run)}-${look + 1}`;
      return { document: next, schedule: [{ ...due, name, at: new Date(now.getTime() + lookDelayMs) }] };
    },
  });
}

/** A turn that was running when the checks ended has ended by then. */
function sandboxTask(run: AutomationRun, now: Date) {
  const due = newEvent(automationSandboxDue, run.id, { runId: run.id });
  return { ...due, name: `automation-sandbox-${checkKeyOf(run)}`, at: new Date(now.getTime() + sandboxMs) };
}

function judged(scenario: PlayedScenario, answer: ScenarioAnswer | undefined, last: boolean): PlayedScenario {
  if (scenario.outcome !== "pending") return scenario;
  if (answer === undefined)
    return last ? { ...scenario, outcome: "not-checked", detail: "The agent did not answer in time." } : scenario;
  const reply = answer.reply?.slice(0, shownCharacters) ?? null;
  const { outcome, detail } = judgeScenario(scenario.expects, answer);
  return { ...scenario, reply, outcome, detail: detail.slice(0, shownCharacters) };
}
