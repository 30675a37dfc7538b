import { configuredKnowledge } from "../../../../shared/knowledge/configured-knowledge.ts";
import type { EmbeddedPlatform } from "../../../../shared/platform/embedded/platform.ts";
import type { Cell } from "../../../../shared/tables/cell.ts";
import { getRecord } from "../../../../shared/tables/table-rows.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { type Identity, unverified } from "../../../../shared/tools/identity.ts";
import { Failure } from "../failure.ts";
import { type DomainStore, readState } from "./domain-store.ts";
import { stateProblems } from "./expected-state.ts";
import { openTools } from "./open-tools.ts";
import { type CallOutcome, playCall } from "./play-call.ts";
import type { Domain } from "./read-domain.ts";
import { differencesOf, differenceTexts, digestOfTables, type TablesState } from "./tables-state.ts";
import type { Action, Task, Violation } from "./task-file.ts";

const log = createLogger({ level: "silent" });

export interface TaskResult {
  readonly id: string;
  readonly description?: string | undefined;
  readonly ok: boolean;
  /** What is wrong, in sentences. */
  readonly problems: readonly string[];
  readonly actions: readonly PlayedCall[];
  readonly violations: readonly PlayedCall[];
  /** The digest of all tables after the actions. */
  readonly sha256: string;
}

interface PlayedCall {
  readonly name: string;
  readonly status: CallOutcome["status"] | "ignored";
  readonly reason?: string;
  readonly told?: Cell;
}

/** Plays one task on a fresh copy of the domain's tables and compares what it leaves. */
export async function replayTask(task: Task, domain: Domain, store: DomainStore): Promise<TaskResult> {
  return store.withCopy(async (platform) => {
    const { tables } = domain;
    const { before } = store;
    const stage = await openStage(task, domain, platform);
    const early = await tryViolations(task.violations, "before", stage, before);
    const played = await playActions(task.actions, domain, stage);
    const after = await stage.state();
    const late = await tryViolations(task.violations, "after", stage, after);
    const problems = [
      ...early.problems,
      ...played.problems,
      ...stateProblems(task.expected, { before, after, tables }),
      ...late.problems,
    ];
    return {
      id: task.id,
      description: task.description,
      ok: problems.length === 0,
      problems,
      actions: played.calls,
      violations: [...early.calls, ...late.calls],
      sha256: digestOfTables(after),
    };
  });
}

interface Stage {
  play(call: Action | Violation, turnId: string): Promise<CallOutcome>;
  state(): Promise<TablesState>;
}

async function openStage(task: Task, { config, tables, tasks }: Domain, platform: EmbeddedPlatform): Promise<Stage> {
  const tenantId = config.client_id;
  const knowledge = configuredKnowledge(tenantId, config.knowledge);
  const tools = await openTools({ config, tables, platform, knowledge, log });
  const time = task.now ?? tasks.now;
  const now = time === undefined ? new Date() : new Date(time);

  async function identityOf(proven: Task["identity"] | null): Promise<Identity> {
    if (!proven) return unverified;
    const { table } = proven;
    const key = String(proven.key);
    const record = await getRecord(platform.documents, tenantId, table, key);
    if (record) return { verified: true, table, key, fields: record.data.row };
    throw new Failure(`The task "${task.id}" is of \`${key}\`, which is not in the table \`${table}\`.`);
  }

  return {
    state: () => readState(platform.documents, tenantId, tables),
    async play({ name, arguments: args, agreed, identity: given }, turnId) {
      const identity = await identityOf(given === undefined ? task.identity : given);
      const call = { name, args, agreed, identity, customer: task.customer, turnId: `${task.id}-${turnId}`, now };
      return playCall(call, { config, tools, knowledge, log });
    },
  };
}

interface Attempts {
  readonly calls: readonly PlayedCall[];
  readonly problems: readonly string[];
}

async function playActions(actions: readonly Action[], { tasks }: Domain, stage: Stage): Promise<Attempts> {
  const calls: PlayedCall[] = [];
  const problems: string[] = [];
  for (const [index, action] of actions.entries()) {
    const { name } = action;
    if (tasks.ignore.includes(name)) {
      calls.push({ name, status: "ignored" });
      continue;
    }
    const outcome = await stage.play(action, `action-${index + 1}`);
    calls.push({ name, ...outcome });
    const subject = `Action ${index + 1}, ${name},`;
    problems.push(...actionProblems(action, outcome, tasks.expect).map((problem) => `${subject} ${problem}`));
  }
  return { calls, problems };
}

function actionProblems(action: Action, outcome: CallOutcome, usual: "done" | "any"): readonly string[] {
  const { expect = usual, says, returns } = action;
  if (outcome.status === "unknown" || outcome.status === "failed") return [`failed: ${outcome.reason}`];
  if (expect === "done" && outcome.status === "refused") return [`was refused: ${outcome.reason}`];
  if (expect === "refused" && outcome.status === "done") return ["was done, and should be refused."];
  const answer = outcome.status === "done" ? JSON.stringify(outcome.told) : outcome.reason;
  if (says !== undefined && !answer.includes(says)) return [`answered without "${says}": ${answer}`];
  if (returns === undefined) return [];
  const told = outcome.status === "done" ? outcome.told : undefined;
  return differenceTexts(differencesOf(returns, told, { subset: true })).map((text) => `answered wrongly: ${text}`);
}

/** Tries each violation of this moment. None may be done, and none may change a row. */
async function tryViolations(
  violations: readonly Violation[],
  when: Violation["when"],
  stage: Stage,
  state: TablesState,
): Promise<Attempts> {
  const calls: PlayedCall[] = [];
  const problems: string[] = [];
  for (const [index, violation] of violations.entries()) {
    if (violation.when !== when) continue;
    const outcome = await stage.play(violation, `violation-${index + 1}`);
    calls.push({ name: violation.name, ...outcome });
    const changes = differenceTexts(differencesOf(state, await stage.state()));
    const wrong = [...violationProblems(violation, outcome), ...changes.map((text) => `changed a row: ${text}`)];
    problems.push(...wrong.map((problem) => `Violation ${index + 1}, ${violation.name}, ${problem}`));
    // Later ones would be blamed for what this one changed.
    if (changes.length > 0) break;
  }
  return { calls, problems };
}

function violationProblems({ says }: Violation, outcome: CallOutcome): readonly string[] {
  if (outcome.status === "done") return ["was done, and should be refused."];
  if (outcome.status !== "refused") return [`failed: ${outcome.reason}`];
  if (says === undefined || outcome.reason.includes(says)) return [];
  return [`was refused for another reason than "${says}": ${outcome.reason}`];
}
