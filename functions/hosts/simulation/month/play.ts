import { setTimeout as wait } from "node:timers/promises";
import { conversationSessions } from "../../../../shared/contracts/conversation/conversation-standing.ts";
import type { SessionConfig } from "../../../../shared/contracts/conversation/session-config.ts";
import { turnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import { measurements } from "../../../../shared/contracts/metrics/measurements.ts";
import { experimentPromoted, measurementTaken, slaProbeDue, turnFailed } from "../../../../shared/events/index.ts";
import { absent, put } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { unlessConflict } from "../../../../shared/platform/version-conflicts.ts";
import { exposeToExperiment } from "../../../engines/conversation/turn/versions/expose-to-experiment.ts";
import { experiments } from "../../../engines/experiments/experiment.ts";
import { promoteStep } from "../../../engines/experiments/steps/promote-step.ts";
import { budgetStandingDocuments } from "../../../engines/monitoring/budgets/standing.ts";
import { collectMetrics } from "../../../engines/monitoring/rollups/collect-metrics.ts";
import { collections } from "../../../engines/monitoring/rollups/documents.ts";
import { recordStep } from "../../../engines/monitoring/rollups/record.ts";
import { sources } from "../../../engines/monitoring/rollups/sources.ts";
import { draws } from "../../../engines/quality/evaluations/draw.ts";
import { evaluations } from "../../../engines/quality/evaluations/evaluation.ts";
import { incidents } from "../../../engines/sla/incidents/incident.ts";
import { slaReports } from "../../../engines/sla/reports/report.ts";
import { probeStep } from "../../../engines/sla/watch/probe-step.ts";
import { rollupTraffic } from "../../../engines/sla/watch/rollup-traffic.ts";
import { slaWatches } from "../../../engines/sla/watch/watch.ts";
import { successTasks } from "../../../engines/success/tasks/task.ts";
import { successWatches } from "../../../engines/success/watch/watch.ts";
import type { Progress } from "./progress.ts";
import {
  billed,
  collectEvery,
  dayMinutes,
  isClientLook,
  isOut,
  monthStartMs,
  mostDays,
  type PlannedConversation,
  type PlannedMeasurement,
  type Script,
  tested,
  watched,
  within,
  zones,
} from "./script.ts";
import { bad, declining, good, type Quality, turnsOf, usual, type WrittenTurn } from "./turns.ts";
import { badVersion, configName, experimentId, type World } from "./world.ts";

type Agenda = ReadonlyMap<number, readonly (() => Promise<void>)[]>;
const sweepEvery = 60;

/** Plays the minutes that are left, and notes after each collection how far it came. */
export async function playMonth(world: World, script: Script, progress: Progress): Promise<void> {
  const { platform, clock } = world;
  const { documents } = platform;
  let minute = progress.minute;
  const late = new Map<number, (() => Promise<void>)[]>();
  const agenda = agendaOf(world, script, late);
  const probe = probeStep({
    documents,
    configs: world.configs,
    traffic: rollupTraffic(documents),
    publicUrl: "http://month.invalid",
    now: clock.now,
    livekitUrl: async () => undefined,
    // The entrance and the model of the virtual month answer in this process: down is what the script says.
    fetch: async () => new Response(null, { status: isOut(script, minute) ? 503 : 200 }),
    models: {
      async generate() {
        const parts = [{ type: "text" as const, text: "ok" }];
        return { model: "month", served: "month", parts, finish: "stop", inputTokens: 1, outputTokens: 1 };
      },
    },
  });
  // What was planned before the process was killed and comes later: its conversations began already.
  for (let before = Math.max(0, minute - 200); before < minute; before += 1) await runAll(agenda.get(before));
  for (; minute < script.minutes; minute += 1) {
    clock.moveTo(new Date(monthStartMs + minute * 60_000 + 59_000));
    if (minute === script.badVersion.from) await world.configs.activate(billed, configName, badVersion, "asha");
    if (minute === script.badVersion.to) await world.configs.activate(billed, configName, 1, "asha");
    await runAll(agenda.get(minute));
    await runAll(late.get(minute));
    const collects = minute % collectEvery === collectEvery - 1;
    if (collects) await collectMetrics(world, clock.now());
    if (!within(script.monitorDown, minute)) await probeAt(world, probe, minute);
    if (minute % sweepEvery === sweepEvery - 1) await settle(world);
    // What a collection told is done before the next one, so that each of the month's runs counts the same in it.
    else if (collects) await deliver(world);
    if (minute % dayMinutes === dayMinutes - 1) await world.look(Math.floor(minute / dayMinutes) + 1);
    if (isClientLook(minute)) await lookAtClients(world, minute);
    if (collects) progress.note(minute + 1, await standingOf(world));
  }
  await finish(world, script, probe);
}

async function probeAt(world: World, probe: ReturnType<typeof probeStep>, minute: number): Promise<void> {
  const data = { round: "round-1", minute: Math.floor(monthStartMs / 60_000) + minute };
  await world.run(probe, slaProbeDue, { id: `probe-${minute}`, tenantId: watched, data });
}

/** Two quiet days, after which every silent session is over; then the first probe of the next month, which ends this one. */
async function finish(world: World, script: Script, probe: ReturnType<typeof probeStep>): Promise<void> {
  for (let hour = 1; hour <= 50; hour += 1) {
    world.clock.moveTo(new Date(monthStartMs + (script.minutes + hour * 60) * 60_000));
    await collectMetrics(world, world.clock.now());
    await settle(world);
  }
  // Later than 31 days, what the last minutes left untold would count as too late. At a full hour it would tell of itself too.
  const after = Math.max((mostDays + 1) * dayMinutes, script.minutes + 3 * dayMinutes) + 1;
  world.clock.moveTo(new Date(monthStartMs + after * 60_000));
  await probeAt(world, probe, after);
  await world.look(1_000);
  await promoteWinner(world);
  await settle(world);
  // The probe told what earlier ones had left untold.
  await collectMetrics(world, world.clock.now());
  await settle(world);
}

/** The sweeper tells what a killed process left untold, and all of it is done. */
async function settle(world: World): Promise<void> {
  const { runner } = world;
  const kept = [
    ...[collections, measurements, slaWatches, incidents, experiments],
    ...[slaReports, draws, evaluations, successWatches, successTasks],
  ];
  await runner.sweep(kept as unknown as Parameters<typeof runner.sweep>[0]);
  await deliver(world);
}

/**
 * As a person does who reads the verdicts. What is not shown to be better, the step refuses. No agent runs in the month, so
 * nothing is replayed, and there are no scenarios.
 */
async function promoteWinner(world: World): Promise<void> {
  const experiment = (await world.platform.documents.get(tested, experiments.collection, experimentId))?.data.state;
  const winner = experiment?.latest?.arms.find(({ verdict }) => verdict === "better");
  if (winner === undefined) return;
  const data = {
    experimentId,
    arm: winner.key,
    by: "asha",
    at: world.clock.now().toISOString(),
    reason: "",
    anyway: false,
    replay: { conversations: 0, maxUsd: "0" },
  };
  await world.run(promoteStep({ configs: world.configs }), experimentPromoted, {
    id: "promoted",
    tenantId: tested,
    data,
  });
  await settle(world);
  // The gate looks at its scenarios a moment later.
  world.clock.moveTo(new Date(world.clock.now().getTime() + 10_000));
}

/** Waits until the bus has delivered everything. */
async function deliver({ platform }: World): Promise<void> {
  platform.clockMoved();
  while ((await platform.agenda()).open > 0) await wait(1);
}

/** One client after another: each finds the same, also when the process was killed between them. */
async function lookAtClients(world: World, minute: number): Promise<void> {
  for (const tenantId of Object.keys(zones) as TenantId[])
    await world.lookAtClient(tenantId, Math.floor(minute / dayMinutes));
  await deliver(world);
}

async function runAll(all: readonly (() => Promise<void>)[] | undefined): Promise<void> {
  for (const each of all ?? []) await each();
}

async function standingOf({ platform }: World) {
  return (await platform.documents.get(billed, budgetStandingDocuments.collection, "all"))?.data.state;
}

/** What is to be done by minute. A conversation plans its further turns when it begins, since its version decides them. */
function agendaOf(world: World, script: Script, later: Map<number, (() => Promise<void>)[]>): Agenda {
  const agenda = new Map<number, (() => Promise<void>)[]>();
  const plan = (into: typeof agenda, minute: number, work: () => Promise<void>) => {
    const known = into.get(minute);
    if (known) known.push(work);
    else into.set(minute, [work]);
  };
  for (const conversation of script.conversations) {
    const { tenantId, minute } = conversation;
    plan(agenda, minute, async () => {
      if (tenantId === watched && isOut(script, minute)) return failTurn(world, conversation);
      const customer = `customer of ${conversation.id}`;
      const config = await configOf(world, conversation, customer);
      const { name, version } = config;
      const quality = await qualityOf(world, script, conversation, version);
      for (const written of turnsOf(conversation, { name, version }, quality)) {
        const store = () => storeTurn(world, conversation, written, config);
        if (written.minute === minute) await store();
        else plan(later, Math.min(written.minute, script.minutes - 1), store);
      }
    });
  }
  for (const measurement of script.measurements)
    for (const [time, minute] of measurement.told.entries()) plan(agenda, minute, () => tell(world, measurement, time));
  return agenda;
}

/** How well the version that the customer got does. */
async function qualityOf(
  { platform: { documents } }: World,
  { decline }: Script,
  { tenantId, minute }: PlannedConversation,
  version: number,
): Promise<Quality> {
  if (tenantId === billed) return version === badVersion ? bad : usual;
  if (tenantId === watched) return within(decline, minute) ? declining : usual;
  const experiment = (await documents.get(tested, experiments.collection, experimentId))?.data.state;
  const { warm, harsh } = experiment?.versions ?? {};
  return version === warm ? good : version === harsh ? bad : usual;
}

/** A conversation keeps the version that it began with, so after a kill its document says which. */
async function configOf(world: World, { id, tenantId }: PlannedConversation, customer: string): Promise<SessionConfig> {
  const stored = await world.platform.documents.get(tenantId, conversationSessions, id);
  const config = stored?.data.state.config ?? (await world.configs.active(tenantId, configName, customer));
  if (config) return config;
  throw new Error(`${tenantId} has no active configuration.`);
}

/** As the conversation engine commits a turn: its record, its conversation, and the note of an experiment, once. */
async function storeTurn(
  { platform: { documents } }: World,
  { id, tenantId, channel }: PlannedConversation,
  { turn }: WrittenTurn,
  config: SessionConfig,
): Promise<void> {
  const customer = { id: `customer of ${id}`, address: id, name: null };
  const { at, status, index } = turn;
  const sessionAt = turn.sessionAt ?? at;
  const conversation = {
    id,
    channel,
    accountAddress: null,
    customer,
    config,
    status,
    lastInboundAt: at,
    language: "en",
    updatedAt: at,
    sessionAt,
  };
  const exposed = index === 1 ? exposeToExperiment({ id, customer, config, sessionAt }, at).writes : [];
  const writes = [
    put(turnMeasures, `${id}-${index}`, { state: turn }, { ifVersion: absent }),
    put(conversationSessions, id, { state: conversation }),
    ...exposed,
  ];
  await unlessConflict(documents.commit(tenantId, writes)); // a conflict: stored before the process was killed
}

/** A customer wrote and got no answer. */
async function failTurn(world: World, { id, tenantId }: PlannedConversation): Promise<void> {
  const step = recordStep("metrics-record-failed-turn", sources["metrics-record-failed-turn"], world.platform);
  const data = { conversationId: id, message: null };
  await world.run(step, turnFailed, { id: `failed ${id}`, tenantId, data });
}

async function tell(world: World, measurement: PlannedMeasurement, time: number): Promise<void> {
  const { tenantId, source, atMs, conversationId } = measurement;
  const step = recordStep("metrics-record-measurement", sources["metrics-record-measurement"], world.platform);
  const at = new Date(atMs).toISOString();
  const data = { source, at, conversationId, agent: null, channel: null, add: addOf(measurement) };
  await world.run(step, measurementTaken, { id: `${source} ${time}`, tenantId, data });
}

function addOf({ kind, value }: PlannedMeasurement): Record<string, unknown> {
  if (kind === "rating")
    return { ratings: { sumHundredths: value * 100, count: 1, histogram: { [String(value)]: 1 } } };
  return { conversions: 1, revenueMinor: { INR: value } };
}
