import { reportedRefusals } from "../../../shared/channels/opt-out/report-refusals.ts";
import type { EventType } from "../../../shared/events/index.ts";
import * as events from "../../../shared/events/index.ts";
import { subscriptionFilter } from "../../../shared/platform/gcp/events/wire.ts";
import { type AnyStep, defaultRetry } from "../../../shared/runtime/step.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, engineServiceName, type RegisteredStep } from "../../app/engine.ts";
import type { Instances } from "../../app/instances.ts";
import type { HttpEndpoint } from "../../endpoints/http-endpoint.ts";
import { endpoints } from "../../endpoints/index.ts";
import { deadLetterFunction } from "../deployed/dead-letter-function.ts";
import { scheduledFunctions } from "../deployed/scheduled-functions.ts";
import { combined } from "./combined-instances.ts";

/**
 * The input of Terraform, generated from the register (terraform/functions.json): functions with their resources and
 * what they publish, topics, queues and jobs. Steps are loaded, because each declares its own event types.
 */
export async function manifest(engines: readonly Engine[], composition: Composition): Promise<object> {
  const hosted = await Promise.all(engines.map((engine) => loadedSteps(engine, composition)));
  const steps = hosted.flat();
  const { sweep, scheduledEvent } = scheduledFunctions;
  const failed = namesOf(steps.flatMap(({ step }) => step.publishesAfterFailure ?? []));
  const scheduled = namesOf(steps.flatMap(({ step }) => step.schedules ?? []));
  return {
    functions: [
      ...(await Promise.all(endpoints.map((endpoint) => endpointFunction(endpoint, steps)))),
      ...steps.map(stepFunction),
      entry(scheduledEvent.name, "task", {}, { ...scheduledEvent.instances, publishes: scheduled }),
      entry(deadLetterFunction.name, "dead-letter", {}, { ...deadLetterFunction.instances, publishes: failed }),
      // It relays the outboxes of every step.
      entry(sweep.name, "scheduled", {}, { ...sweep.instances, publishes: publishedBy(steps) }),
    ],
    engines: hosted.flatMap(engineService),
    topics: topics(),
    queues: [{ ...scheduledEvent.queue, function: scheduledEvent.name }],
    scheduledJobs: [{ name: sweep.name, schedule: sweep.schedule, function: sweep.name }],
  };
}

interface LoadedStep {
  /** The service of its engine. */
  readonly engine: string;
  readonly step: AnyStep;
  readonly instances: Instances;
}

async function loadedSteps(engine: Engine, composition: Composition): Promise<readonly LoadedStep[]> {
  const name = engineServiceName(engine);
  return Promise.all((await engine.steps()).map((step) => loadStep(name, step, composition)));
}

async function loadStep(
  engine: string,
  { instances, load }: RegisteredStep,
  composition: Composition,
): Promise<LoadedStep> {
  const step = await load(composition);
  // Its senders use the tenant's accounts, some of them on the tenant's own help desk.
  const sending = { roles: [...new Set([...instances.roles, "secrets" as const])], callsTenants: true } as const;
  return { engine, step, instances: step.sends ? { ...instances, ...sending } : instances };
}

/** The service that takes the place of an engine's step functions where `deployment_shape` is "engine". */
function engineService(steps: readonly LoadedStep[]): readonly object[] {
  const [first] = steps;
  if (first === undefined) return [];
  const { engine: name } = first;
  const instances = combined(steps.map((step) => step.instances));
  return [{ name, entryPoint: name, ...instances, publishes: publishedBy(steps) }];
}

/** What these steps publish, and what their senders publish about the customer. */
function publishedBy(steps: readonly LoadedStep[]): string[] {
  return namesOf(
    steps.flatMap(({ step: { publishes = [], publishesAfterFailure = [], sends } }) => [
      ...publishes,
      ...publishesAfterFailure,
      ...(sends ? reportedRefusals : []),
    ]),
  );
}

function namesOf(types: readonly EventType<unknown>[]): string[] {
  return [...new Set(types.map(({ type }) => type))].sort();
}

async function endpointFunction(
  { name, prefixes, instances, runs, publishes }: HttpEndpoint,
  steps: readonly LoadedStep[],
): Promise<object> {
  const paths = prefixes.map((prefix) => (prefix.endsWith("/") ? `${prefix}*` : prefix));
  const own = namesOf((await publishes?.()) ?? []);
  const published =
    runs === "any" ? topics().sort() : [...own, ...publishedBy(steps.filter(({ step }) => runs.includes(step.name)))];
  return entry(name, "http", { paths }, { ...instances, publishes: published });
}

function stepFunction({ engine, step, instances }: LoadedStep): object {
  const { name, on, retry = defaultRetry } = step;
  const trigger = {
    engine,
    topic: on.type,
    filter: subscriptionFilter(name),
    ordering: true,
    retry: {
      minBackoffSeconds: retry.minBackoffMs / 1000,
      maxBackoffSeconds: retry.maxBackoffMs / 1000,
      maxAttempts: retry.maxAttempts,
    },
  };
  return entry(name, "step", trigger, { ...instances, publishes: publishedBy([{ engine, step, instances }]) });
}

type Kind = "http" | "step" | "task" | "dead-letter" | "scheduled";

function entry(name: string, kind: Kind, trigger: object, instances: object): object {
  return { name, kind, entryPoint: name, ...trigger, ...instances };
}

/** A topic for every event type. An event without a listening step may still be published. */
function topics(): string[] {
  return Object.values(events).flatMap((value) => (typeof value === "object" && "schema" in value ? [value.type] : []));
}
