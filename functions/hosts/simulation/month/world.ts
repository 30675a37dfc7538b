import { sandboxStripe } from "../../../../emulators/sandbox/credentials.ts";
import { sandboxSecrets } from "../../../../emulators/sandbox/local.ts";
import { type ConfigVersions, configVersions } from "../../../../shared/config/versions/versions.ts";
import { readEnvironment } from "../../../../shared/environment.ts";
import type { EventType } from "../../../../shared/events/index.ts";
import {
  experimentDrafted,
  experimentLookDue,
  experimentStarted,
  slaActivated,
  successLookDue,
} from "../../../../shared/events/index.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { createRunner, type Runner } from "../../../../shared/runtime/runner.ts";
import type { AnyStep, Step } from "../../../../shared/runtime/step.ts";
import { createLogger, type Logger } from "../../../../shared/telemetry/log.ts";
import { compose } from "../../../app/compose.ts";
import { tenantSecret } from "../../../app/settings/tenant-secret.ts";
import { geminiKeyName } from "../../../app/settings/vendor-keys.ts";
import { submitStep } from "../../../engines/automation/gate/submit-step.ts";
import { beginReplayStep } from "../../../engines/automation/replay/begin-step.ts";
import { joinReplayStep } from "../../../engines/automation/replay/end-steps.ts";
import { activateStep } from "../../../engines/automation/steps/activate-step.ts";
import { lookStep as lookAtScenariosStep } from "../../../engines/automation/steps/look-step.ts";
import { playStep } from "../../../engines/automation/steps/play-step.ts";
import { designOf, ExperimentBody } from "../../../engines/experiments/experiment-body.ts";
import { planOf } from "../../../engines/experiments/plan.ts";
import { concludePromotionStep } from "../../../engines/experiments/steps/conclude-promotion-step.ts";
import { draftStep } from "../../../engines/experiments/steps/draft-step.ts";
import { lookStep } from "../../../engines/experiments/steps/look-step.ts";
import { recordOutcomeStep } from "../../../engines/experiments/steps/record-outcome.ts";
import { startStep } from "../../../engines/experiments/steps/start-step.ts";
import { recordStep } from "../../../engines/monitoring/rollups/record.ts";
import { sources } from "../../../engines/monitoring/rollups/sources.ts";
import { drawStep } from "../../../engines/quality/evaluations/draw-steps.ts";
import { evaluateStep } from "../../../engines/quality/evaluations/evaluate-step.ts";
import { creditMonthStep } from "../../../engines/sla/billing/credit-month.ts";
import { sendUsageStep } from "../../../engines/sla/billing/send-usage.ts";
import { stripeAccounts } from "../../../engines/sla/billing/stripe-account.ts";
import { recordIncident } from "../../../engines/sla/incidents/record-incident.ts";
import { makeReportStep } from "../../../engines/sla/reports/make-report.ts";
import { startWatchStep } from "../../../engines/sla/watch/start-watch.ts";
import { recordTask } from "../../../engines/success/tasks/record-task.ts";
import { lookStep as lookAtClientStep } from "../../../engines/success/watch/look-step.ts";
import { startWatchStep as startWatchOfClient } from "../../../engines/success/watch/start-watch.ts";
import { successWatches, watchId } from "../../../engines/success/watch/watch.ts";
import { ensureLocalSecrets } from "../../local/local-secrets.ts";
import { type VirtualClock, virtualClock } from "../stage/virtual-clock.ts";
import { monthStartMs, type Script, stripeCustomer, tested, watched, zones } from "./script.ts";
import { knownFacts } from "./texts.ts";

export const configName = "main";
/** The version of the watched client with the other kind of contract. */
export const intervalVersion = 3;
export const experimentId = "month";
/** The version with the bad prompt, of the client with the budget. */
export const badVersion = 2;

export interface World {
  readonly platform: EmbeddedPlatform;
  readonly clock: VirtualClock;
  readonly runner: Runner;
  readonly configs: ConfigVersions;
  readonly log: Logger;
  readonly sandboxUrl: string;
  run<T, D, G>(step: Step<T, D, G>, type: EventType<T>, of: Told<T>): Promise<void>;
  look(number: number): Promise<void>;
  /** The daily look of the success engine at one client. */
  lookAtClient(tenantId: TenantId, day: number): Promise<void>;
  close(): Promise<void>;
}

interface Told<T> {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly data: T;
}

/** Where the stand-ins are (outside.ts). */
export interface Outside {
  readonly gemini: string;
  readonly sandbox: string;
}

/** The parts of the product that count, watch, judge and bill, on a data folder and a virtual clock. */
export async function openWorld(dataDir: string, startMs: number, outside: Outside): Promise<World> {
  const secrets = { [geminiKeyName]: "the-stand-in-takes-any-key", ...sandboxSecrets() };
  ensureLocalSecrets(dataDir, { platform: secrets, tenants: { STRIPE_SECRET_KEY: sandboxStripe.secretKey } });
  const clock = virtualClock(new Date(startMs));
  const log = createLogger({ level: "error", destination: process.stderr });
  // A killed process loses nothing of it; only a power loss would.
  const platform = openEmbedded({ dataDir, now: clock.now, random: () => 0.5, throwaway: true, log });
  const { documents } = platform;
  const runner = createRunner({ platform, senders: {}, log, now: clock.now });
  const configs = configVersions({ documents, now: clock.now, log: createLogger({ level: "silent" }) });
  const environment = { ...readEnvironment({}), GEMINI_BASE_URL: outside.gemini };
  const publicUrl = "http://month.invalid";
  const { models, knowledge } = compose({ engines: [], environment, platform, publicUrl, log, now: clock.now });
  const config: ConfigVersions["parsed"] = (...of) => configs.parsed(...of);
  const billing = {
    configs,
    account: stripeAccounts({ fetch, baseUrl: `${outside.sandbox}/stripe` }),
    secret: (tenantId: TenantId, name: string) => tenantSecret(platform, tenantId, name),
  };
  for (const subscription of [
    runner.subscription(recordOutcomeStep({ configs })),
    ...promotionSteps({ platform, configs }).map((each) => runner.subscription(each)),
    runner.subscription(recordIncident),
    runner.subscription(makeReportStep({ documents, configs })),
    runner.subscription(recordStep("metrics-record-measurement", sources["metrics-record-measurement"], { documents })),
    runner.subscription(drawStep({ documents, config })),
    runner.subscription(evaluateStep({ documents, models, config, knowledge })),
    runner.subscription(startWatchOfClient({ configs })),
    runner.subscription(recordTask),
    runner.subscription(creditMonthStep(billing)),
    runner.subscription(sendUsageStep({ ...billing, documents })),
  ])
    platform.bus.subscribe(subscription);
  await platform.bus.start();
  await platform.scheduler.start();
  const world: World = {
    platform,
    clock,
    runner,
    configs,
    log,
    sandboxUrl: outside.sandbox,
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
    async lookAtClient(tenantId, day) {
      const watch = (await documents.get(tenantId, successWatches.collection, watchId))?.data.state;
      if (watch === undefined) return;
      const step = lookAtClientStep({ documents, configs, embedder: async () => null });
      const data = { round: watch.round, day: String(day) };
      await world.run(step, successLookDue, { id: `success-look-${day}`, tenantId, data });
    },
    close: () => platform.close(2_000),
  };
  return world;
}

/** The checks of a variant that is promoted, and what follows from them. */
function promotionSteps(ports: { readonly platform: EmbeddedPlatform; readonly configs: ConfigVersions }) {
  return [
    ...[submitStep(ports), playStep(ports), lookAtScenariosStep(ports), beginReplayStep(ports), joinReplayStep()],
    ...[concludePromotionStep(ports), activateStep(ports)],
  ] as unknown as readonly AnyStep[];
}

/** What is there before the month begins: configurations, the watch of the channels, a running experiment. */
export async function prepareMonth(world: World, script: Script): Promise<void> {
  const { configs, platform } = world;
  const by = "asha";
  for (const tenantId of Object.keys(zones) as TenantId[]) {
    for (const version of [1, badVersion, ...(tenantId === watched ? [intervalVersion] : [])]) {
      const yaml = yamlOf(tenantId, script, version);
      const pushed = await configs.push(tenantId, configName, yaml, { by, activate: version === 1 });
      if (!pushed.ok) throw new Error(pushed.problems.map(({ message }) => message).join("\n"));
    }
  }
  const activated = { id: "round-1", tenantId: watched, data: { configName, configVersion: 1 } };
  await world.run(startWatchStep({ configs }), slaActivated, activated);
  const arm = (key: string, value: string) => ({ key, changes: [{ path: "agent.personality", value }] });
  const arms = [{ key: "control" }, arm("warm", "A warm host."), arm("harsh", "A clerk in a hurry.")];
  const body = ExperimentBody.parse({ name: "Warm", arms });
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
    ${version === intervalVersion ? "family: interval_mean" : "family: bad_minutes\n    error_rate_above: 20"}
    channels: [web_chat]
    credits:
      monthly_price: 49999
      bands: [{ below: 99.95, credit: 10 }, { below: 99, credit: 25 }, { below: 95, credit: 50 }]
    alerts: { minimum_events: 100000 }
    billing: { stripe_key: "\${STRIPE_SECRET_KEY}", stripe_customer: ${stripeCustomer}, meter: turns }
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
    system_prompt: "You are {agent_name}.${version === badVersion ? " Promise anything." : ""} ${knownFacts}"
    agent_name: Robin
    objectives: "Sell tea"
  quality: { judge: { enabled: true, model: gemini-3.5-flash-lite, daily_tokens: 100000000 } }
${sections[tenantId] ?? ""}`;
}
