import { type ConfigVersions, configVersions } from "../../../../shared/config/versions/versions.ts";
import type { EventType } from "../../../../shared/events/index.ts";
import {
  experimentDrafted,
  experimentLookDue,
  experimentStarted,
  slaActivated,
} from "../../../../shared/events/index.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { createRunner, type Runner } from "../../../../shared/runtime/runner.ts";
import type { Step } from "../../../../shared/runtime/step.ts";
import { createLogger, type Logger } from "../../../../shared/telemetry/log.ts";
import { designOf, ExperimentBody } from "../../../engines/experiments/experiment-body.ts";
import { planOf } from "../../../engines/experiments/plan.ts";
import { draftStep } from "../../../engines/experiments/steps/draft-step.ts";
import { lookStep } from "../../../engines/experiments/steps/look-step.ts";
import { recordOutcomeStep } from "../../../engines/experiments/steps/record-outcome.ts";
import { startStep } from "../../../engines/experiments/steps/start-step.ts";
import { recordStep } from "../../../engines/monitoring/rollups/record.ts";
import { sources } from "../../../engines/monitoring/rollups/sources.ts";
import { recordIncident } from "../../../engines/sla/incidents/record-incident.ts";
import { makeReportStep } from "../../../engines/sla/reports/make-report.ts";
import { startWatchStep } from "../../../engines/sla/watch/start-watch.ts";
import { type VirtualClock, virtualClock } from "../virtual-clock.ts";
import { monthStartMs, type Script, tested, watched, zones } from "./script.ts";

export const configName = "main";
export const experimentId = "month";
/** The version with the bad prompt, of the client with the budget. */
export const badVersion = 2;

export interface World {
  readonly platform: EmbeddedPlatform;
  readonly clock: VirtualClock;
  readonly runner: Runner;
  readonly configs: ConfigVersions;
  readonly log: Logger;
  run<T, D, G>(step: Step<T, D, G>, type: EventType<T>, of: Told<T>): Promise<void>;
  look(number: number): Promise<void>;
  close(): Promise<void>;
}

interface Told<T> {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly data: T;
}

/** The parts of the product that count, watch and judge, on a data folder and a virtual clock. */
export async function openWorld(dataDir: string, startMs: number): Promise<World> {
  const clock = virtualClock(new Date(startMs));
  const log = createLogger({ level: "error", destination: process.stderr });
  // A killed process loses nothing of it; only a power loss would.
  const platform = openEmbedded({ dataDir, now: clock.now, random: () => 0.5, throwaway: true, log });
  const { documents } = platform;
  const runner = createRunner({ platform, senders: {}, log, now: clock.now });
  const configs = configVersions({ documents, now: clock.now, log: createLogger({ level: "silent" }) });
  const taken = recordStep("metrics-record-measurement", sources["metrics-record-measurement"], { documents });
  for (const step of [recordOutcomeStep({ configs }), recordIncident, makeReportStep({ documents, configs }), taken])
    platform.bus.subscribe(runner.subscription(step));
  await platform.bus.start();
  await platform.scheduler.start();
  const world: World = {
    ...{ platform, clock, runner, configs, log },
    async run(step, type, { id, tenantId, data }) {
      const event = envelopeOf(type, { id, tenantId, key: tenantId, at: clock.now(), data });
      await runner.run(step, { ...event, tenantId }, { repeatable: true });
    },
    async look(number) {
      const data = { experimentId, look: number };
      await world.run(lookStep({ platform, configs }), experimentLookDue, {
        id: `look-${number}`,
        tenantId: tested,
        data,
      });
    },
    close: () => platform.close(2_000),
  };
  return world;
}

/** What is there before the month begins: configurations, the watch of the channels, a running experiment. */
export async function prepareMonth(world: World, script: Script): Promise<void> {
  const { configs, platform } = world;
  const by = "asha";
  for (const tenantId of Object.keys(zones) as TenantId[]) {
    for (const version of [1, badVersion]) {
      const yaml = yamlOf(tenantId, script, version);
      const pushed = await configs.push(tenantId, configName, yaml, { by, activate: version === 1 });
      if (!pushed.ok) throw new Error(pushed.problems.map(({ message }) => message).join("\n"));
    }
  }
  const activated = { id: "round-1", tenantId: watched, data: { configName, configVersion: 1 } };
  await world.run(startWatchStep({ configs }), slaActivated, activated);
  const changes = [{ path: "agent.personality", value: "A warm host." }];
  const body = ExperimentBody.parse({ name: "Warm", arms: [{ key: "control" }, { key: "warm", changes }] });
  const design = designOf(body, configName);
  const at = new Date(monthStartMs).toISOString();
  const plan = planOf(design, { source: "stated", baseline: 0.8, customersPerDay: 200 });
  const drafted = { id: "drafted", tenantId: tested, data: { experimentId, design, plan, by, at } };
  await world.run(draftStep, experimentDrafted, drafted);
  const started = { id: "started", tenantId: tested, data: { experimentId, by, at } };
  await world.run(startStep({ platform, configs }), experimentStarted, started);
}

function yamlOf(tenantId: TenantId, { dailyUsd, size }: Script, version: number): string {
  const sections: Readonly<Record<string, string>> = {
    "month-sla": `  sla:
    name: "Gold"
    family: bad_minutes
    channels: [web_chat]
    error_rate_above: 20
    credits:
      monthly_price: 49999
      bands: [{ below: 99.95, credit: 10 }, { below: 99, credit: 25 }, { below: 95, credit: 50 }]
    alerts: { minimum_events: 100000 }
`,
    "month-budget": `  budgets:
    daily_usd: ${dailyUsd}
    monthly_usd: ${(dailyUsd * size.days).toFixed(4)}
    warn_at: 80
    downgrade_at: 150
    downgrade_to: gemini-3.5-flash-lite
`,
  };
  return `automation_config:
  config_id: ${tenantId.replaceAll("-", "_")}_v${version}
  client_id: ${tenantId}
  use_case: customer_support
  timezone: "${zones[tenantId]}"
  payments: { currency: INR }
  agent:
    system_prompt: "${version === 1 ? "You are {agent_name}." : "You are {agent_name}. Promise anything."}"
    agent_name: Robin
    objectives: "Sell tea"
${sections[tenantId] ?? ""}`;
}
