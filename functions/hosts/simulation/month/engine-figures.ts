import { readDays } from "../../../../shared/contracts/metrics/rollups.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { experiments } from "../../../engines/experiments/experiment.ts";
import { evaluations } from "../../../engines/quality/evaluations/evaluation.ts";
import { slaOf } from "../../../engines/sla/current-sla.ts";
import { incidents } from "../../../engines/sla/incidents/incident.ts";
import { readMonth } from "../../../engines/sla/reports/read-month.ts";
import { slaReports } from "../../../engines/sla/reports/report.ts";
import { healthOf } from "../../../engines/success/health.ts";
import { type SuccessTask, successTasks } from "../../../engines/success/tasks/task.ts";
import { type Count, dayIn } from "./expected/counts.ts";
import { expectedHealth, expectedTasks } from "./expected/health.ts";
import { expectedArms } from "./expected/outcomes.ts";
import { expectedEvaluation } from "./expected/quality.ts";
import { expectedIntervals, expectedSla, expectedUsage } from "./expected/sla.ts";
import { expectedVerdicts } from "./expected/verdicts.ts";
import { type AddFigure, days } from "./figure.ts";
import { allOf, type RawConversation } from "./raw-records.ts";
import { month, type Script, tested, watched, zones } from "./script.ts";
import { configName, experimentId, intervalVersion, type World } from "./world.ts";

interface Known {
  readonly script: Script;
  readonly raw: ReadonlyMap<string, RawConversation>;
}

/** The report of the month, by both kinds of contract; its incidents; and what Stripe was told. */
export async function addSla(add: AddFigure, world: World, { script, raw }: Known): Promise<void> {
  const { documents } = world.platform;
  const sla = expectedSla(script, raw);
  const report = (await documents.get(watched, slaReports.collection, month))?.data.state;
  const [channel] = report?.channels ?? [];
  const foundReport: Readonly<Record<string, unknown>> = { ...channel, ...report };
  for (const [name, value] of Object.entries(sla.report)) add(`sla ${name}`, value, foundReport[name]);
  const foundIncidents = [];
  for await (const { state } of allOf(documents, watched, incidents.collection, "state.openedAt"))
    foundIncidents.push(state);
  add("incidents", sla.incidents.length, foundIncidents.length);
  for (const [index, { openedAt, closedAt }] of sla.incidents.entries()) {
    add(`incident ${index + 1} opened`, openedAt, foundIncidents[index]?.openedAt);
    add(`incident ${index + 1} closed`, closedAt, foundIncidents[index]?.closedAt);
  }

  const config = await world.configs.parsed(watched, configName, intervalVersion);
  if (config.sla === undefined) throw new Error(`Version ${intervalVersion} of ${watched} has no SLA.`);
  const current = slaOf(config, config.sla);
  const intervals = await readMonth(documents, watched, { current, month, now: world.clock.now() });
  for (const [name, value] of Object.entries(expectedIntervals(script, raw)))
    add(`sla of intervals ${name}`, value, intervals[name as "creditMinor"]);

  const { creditMinor } = sla.report;
  const notes = (await sandboxList(world, "credit-notes")) as readonly { readonly amount: number }[];
  add("stripe credit notes", creditMinor > 0 ? String([creditMinor]) : "", String(notes.map(({ amount }) => amount)));
  const events = (await sandboxList(world, "meter-events")) as readonly MeterEvent[];
  const usage = expectedUsage(script, raw, daysOver(world, script));
  add("stripe meter events", usage.length, events.length);
  for (const [day, turns] of usage) {
    const told = events.filter(({ timestamp }) => new Date(timestamp * 1_000).toISOString().startsWith(day));
    add(`stripe usage ${day}`, String([turns]), String(told.map(({ payload }) => payload.value)));
  }
}

interface MeterEvent {
  readonly timestamp: number;
  readonly payload: { readonly value: string };
}

async function sandboxList({ sandboxUrl }: World, kind: string): Promise<unknown> {
  return (await fetch(`${sandboxUrl}/_sandbox/stripe/${kind}`)).json();
}

/** The days (UTC) that were over when the last probe came. */
function daysOver({ clock }: World, { startMs }: Script): number {
  return Math.floor((clock.now().getTime() - startMs) / 86_400_000);
}

/** The arms' figures and intervals, what was closed and when, and what became everybody's configuration. */
export async function addExperiment(add: AddFigure, world: World, { script, raw }: Known): Promise<void> {
  const { documents } = world.platform;
  const experiment = (await documents.get(tested, experiments.collection, experimentId))?.data.state;
  const { latest, versions = {}, closed = [], promoted = null, design } = experiment ?? {};
  const found = (key: string) => latest?.arms.find((each) => each.key === key);
  for (const [key, expected] of expectedArms(raw, versions)) {
    const means = found(key)?.figures.map(({ metric, mean }) => [metric, mean] as const) ?? [];
    const { exposed, measured } = found(key) ?? {};
    const all: Readonly<Record<string, unknown>> = { exposed, measured, ...Object.fromEntries(means) };
    for (const [name, value] of Object.entries(expected)) add(`experiment ${key} ${name}`, value, all[name]);
  }
  const verdicts = expectedVerdicts(script, raw);
  for (const [key, { closed: day, lift, low, high, verdict }] of verdicts) {
    const arm = found(key);
    const goal = arm?.figures.find(({ metric }) => metric === design?.goal);
    add(`experiment ${key} closed`, day, closed.find(({ arm: of }) => of === key)?.at.slice(0, 10) ?? null);
    add(`experiment ${key} lift`, lift, goal?.lift);
    add(`experiment ${key} interval from`, low, goal?.interval?.low ?? null);
    add(`experiment ${key} interval to`, high, goal?.interval?.high ?? null);
    add(`experiment ${key} verdict`, verdict, arm?.verdict);
  }
  const winner = verdicts.find(([, { verdict }]) => verdict === "better")?.[0] ?? null;
  add("experiment promoted", winner, promoted);
  const active = (await world.configs.pointers(tested))?.byName[configName]?.version;
  add("experiment active version", winner === null ? 1 : versions[winner], active);
}

/** How many conversations were evaluated and why, and how often the judge was asked. Scores are in the rollups. */
export async function addQuality(add: AddFigure, { platform: { documents } }: World, raw: Known["raw"]): Promise<void> {
  for (const tenantId of Object.keys(zones) as TenantId[]) {
    const expected = new Map<string, number>();
    const found = new Map<string, number>();
    const count = (into: Map<string, number>, of: { reason: string; judge: string; votes: number }) => {
      for (const [name, number] of [
        [of.reason, 1],
        [`judge ${of.judge}`, 1],
        ["votes", of.votes],
      ] as const)
        into.set(name, (into.get(name) ?? 0) + number);
    };
    for (const conversation of raw.values()) {
      const evaluation = conversation.tenantId === tenantId ? expectedEvaluation(conversation) : undefined;
      if (evaluation) count(expected, evaluation);
    }
    for await (const { state } of allOf(documents, tenantId, evaluations.collection, "state.at")) {
      const { reason, judge } = state;
      const votes = judge.status === "rated" ? judge.votes : judge.status === "unusable" ? 1 : 0;
      count(found, { reason, judge: judge.status, votes });
    }
    for (const name of [...new Set([...expected.keys(), ...found.keys()])].sort())
      add(`quality ${tenantId} ${name}`, expected.get(name) ?? 0, found.get(name) ?? 0);
  }
}

/** Each client's health at the month's end, and the tasks that the playbooks opened and closed. */
export async function addSuccess(
  add: AddFigure,
  { platform: { documents } }: World,
  { script, counts }: { readonly script: Script; readonly counts: readonly Count[] },
): Promise<void> {
  for (const tenantId of Object.keys(zones) as TenantId[]) {
    const last = dayIn(script.startMs + (script.minutes - 1) * 60_000, tenantId);
    const { score, status, reasons } = healthOf(await readDays(documents, tenantId, days), last);
    const expected = expectedHealth(counts, tenantId, last);
    add(`health ${tenantId} score`, expected.score, score);
    add(`health ${tenantId} status`, expected.status, status);
    const told = reasons.map(({ signal, points }) => `${signal} ${points}`).join(", ");
    add(`health ${tenantId} reasons`, expected.reasons, told);

    const tasks = new Map<string, SuccessTask>();
    for await (const { state } of allOf(documents, tenantId, successTasks.collection, "state.openedAt"))
      tasks.set(`${state.playbook} ${state.period}`, state);
    const wanted = expectedTasks(script, counts, tenantId);
    for (const key of [...new Set([...wanted.keys(), ...tasks.keys()])].sort()) {
      const [one, other] = [wanted.get(key), tasks.get(key)];
      const name = `task ${tenantId} ${key}`;
      add(`${name} opened`, one?.opened, other && dayIn(other.openedAt, tenantId));
      add(`${name} status`, one?.status, other?.status);
      add(`${name} points`, one?.points, other?.points);
      add(`${name} figure`, one?.value, other?.figures[0]?.value);
    }
  }
}
