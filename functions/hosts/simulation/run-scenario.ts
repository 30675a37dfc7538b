import { dirname } from "node:path";
import { DateTime } from "luxon";
import { channels } from "../../../shared/channels/definitions.ts";
import { formatProblems } from "../../../shared/config/reading/problem.ts";
import { environmentSecret } from "../../../shared/environment.ts";
import { platformScope } from "../../../shared/platform/tenant.ts";
import { geminiKeyName } from "../../app/settings/vendor-keys.ts";
import { ExpectationFailed, listItems } from "./failure.ts";
import { fillNames } from "./scenario/fill-names.ts";
import type { Scenario, ScenarioStep } from "./scenario/scenario.ts";
import { type TenantText, tenantText } from "./scenario/tenant-text.ts";
import { type LocalProduct, startLocalProduct } from "./stage/local-product.ts";
import { openStage } from "./stage/open-stage.ts";
import { connectSandbox } from "./stage/sandbox-settings.ts";
import type { Stage } from "./stage/stage.ts";
import { converseStep } from "./steps/converse.ts";
import { deadLetterLine, expectDeadLetter, readDeadLetters } from "./steps/dead-letters.ts";
import { stepKinds } from "./steps/index.ts";
import type { Entry } from "./transcript.ts";

export interface ScenarioFailure {
  /** The step's line in the scenario's file; 1 if the scenario could not start. */
  readonly line: number;
  readonly step: string;
  /** The step as written in the file; null if no step failed. */
  readonly written: string | null;
  readonly message: string;
  /** The product's last warnings and errors, newest last. */
  readonly logged: readonly string[];
}

export interface ScenarioResult {
  readonly file: string;
  readonly name: string;
  readonly about: string | null;
  /** Real time. */
  readonly durationMs: number;
  /** Null if the scenario passed. */
  readonly failure: ScenarioFailure | null;
  readonly transcript: readonly Entry[];
  /** The tenant's time zone, for the transcript's times. */
  readonly timeZone: string;
  /** The data folder, if it was kept. */
  readonly dataDir: string | null;
}

/** A Monday morning in the tenant's time zone. */
const defaultStart = "2026-11-23T10:00";

const kinds = new Map(stepKinds.map((kind) => [kind.key, kind]));

/** Plays a scenario on its own product, up to the last step or the first failure. */
export async function runScenario(
  scenario: Scenario,
  options: { readonly keepData: boolean } = { keepData: false },
): Promise<ScenarioResult> {
  const startedAt = performance.now();
  let product: LocalProduct | undefined;
  let stage: Stage | undefined;
  let failure: ScenarioFailure | null = null;
  let timeZone = "UTC";
  try {
    const tenant = await tenantText(scenario);
    timeZone = tenant.timeZone;
    const startAt = scenario.at ?? DateTime.fromISO(defaultStart, { zone: timeZone }).toJSDate();
    product = await startLocalProduct(startAt, { geminiApiKey: realModelKey(scenario) });
    stage = await open(scenario, tenant, product);
    failure = await playSteps(scenario, stage);
  } catch (error) {
    failure = {
      line: 1,
      step: "the start",
      written: null,
      message: messageOf(error),
      logged: product?.logged.slice(-5) ?? [],
    };
  } finally {
    await product?.close(options);
  }
  return {
    file: scenario.file,
    name: scenario.name,
    about: scenario.about ?? null,
    durationMs: Math.round(performance.now() - startedAt),
    failure,
    transcript: stage?.transcript.entries() ?? [],
    timeZone,
    dataDir: options.keepData ? (product?.dataDir ?? null) : null,
  };
}

/**
 * A scenario with a model-played customer uses the real model if there is a key and no script. All other scenarios use the
 * stand-in, so that results are the same everywhere.
 */
function realModelKey({ steps, model }: Scenario): string | undefined {
  const played = steps.some(({ key }) => key === converseStep.key);
  const scripted = model.length > 0 || steps.some(({ key }) => key === "model");
  return played && !scripted ? environmentSecret(platformScope, geminiKeyName) : undefined;
}

/** Loads the tenant and configures the stand-ins for the scenario. */
async function open(scenario: Scenario, tenant: TenantText, product: LocalProduct): Promise<Stage> {
  const { configs } = product.composition;
  const { file, yaml, tenantId } = tenant;
  const pushed = await configs.push(tenantId, "default", yaml, { by: "simulation", activate: true });
  if (!pushed.ok) throw new Error(formatProblems(pushed.problems.map((problem) => ({ ...problem, file }))));
  const { channel, customer } = scenario;
  const address = customer.address ?? channels[channel].identity.example;
  const own = { address, name: customer.name, channel };
  const others = Object.entries(scenario.customers).map(
    ([called, { address: at, name = called, channel: by = channel }]) =>
      [called, { address: at, name, channel: by }] as const,
  );
  const stage = openStage(product, {
    tenant: { id: tenantId, config: await configs.parsed(tenantId, "default", pushed.version) },
    customer: own,
    customers: new Map(others),
    folder: dirname(scenario.file),
    names: {
      ...Object.fromEntries(others.map(([called, other]) => [called, other.address])),
      product: product.url,
      tenant: tenantId,
      customer: address,
      customer_name: customer.name,
    },
  });
  await connectSandbox(stage);
  for (const script of scenario.model) await stage.scriptModel(script);
  return stage;
}

async function playSteps(scenario: Scenario, stage: Stage): Promise<ScenarioFailure | null> {
  for (const step of scenario.steps) {
    try {
      await play(step, stage).finally(stage.takeNotes);
      if (step.key.startsWith("expect_")) stage.transcript.add("check", step.written, "passed");
    } catch (error) {
      const message = `${messageOf(error)}${await dueSoon(stage)}`;
      const { key, line, written } = step;
      stage.transcript.add("check", written, "failed");
      return { line, step: key, written, message, logged: lastLogged(stage) };
    }
  }
  const last = scenario.steps.at(-1);
  const dead = await unexpectedDeadLetters(scenario, stage);
  if (dead === null) return null;
  return { line: last?.line ?? 1, step: "the end", written: null, message: dead, logged: lastLogged(stage) };
}

const soonMs = 30_000;

/** Lists events due soon, because an expectation may have been checked too early. */
async function dueSoon({ product }: Stage): Promise<string> {
  const nowMs = product.clock.now().getTime();
  const { scheduled } = await product.comeToRest();
  const soon = scheduled.filter(({ at }) => at.getTime() <= nowMs + soonMs);
  if (soon.length === 0) return "";
  const events = soon.map(({ type, at }) => `${type} in ${(at.getTime() - nowMs) / 1_000} s`);
  return `\nDue soon: ${events.join(", ")}. Let time pass first with expect_reply, advance, or \`within\` in this step.`;
}

/** A scenario fails on dead letters that it does not expect. */
async function unexpectedDeadLetters({ steps }: Scenario, stage: Stage): Promise<string | null> {
  if (steps.some(({ key }) => key === expectDeadLetter.key)) return null;
  const letters = await readDeadLetters(stage);
  return letters.length === 0
    ? null
    : `There are unexpected dead letters. ${listItems("dead letters", letters.map(deadLetterLine))}`;
}

function lastLogged({ product }: Stage): readonly string[] {
  return product.logged.slice(-5);
}

async function play({ key, given }: ScenarioStep, stage: Stage): Promise<void> {
  const kind = kinds.get(key);
  if (!kind) throw new Error(`There is no step ${key}.`);
  if (JSON.stringify(given).includes("{conversation}")) await stage.conversationOf(stage.customer); // sets the name
  await kind.play(fillNames(given, stage.names), stage);
}

/** The message of a failed expectation; for any other error also its cause. */
function messageOf(error: unknown): string {
  if (error instanceof ExpectationFailed) return error.message;
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
