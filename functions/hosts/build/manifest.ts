import * as events from "../../../shared/events/index.ts";
import { subscriptionFilter } from "../../../shared/platform/gcp/wire.ts";
import { defaultRetry } from "../../../shared/runtime/step.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, engineServiceName, type RegisteredStep } from "../../app/engine.ts";
import { endpoints, type HttpEndpoint } from "../../endpoints/index.ts";
import { deadLetterFunction } from "../deployed/dead-letter-function.ts";
import { scheduledFunctions } from "../deployed/scheduled-functions.ts";
import { combined } from "./combined-instances.ts";

/**
 * The input of Terraform, generated from the register (terraform/functions.json): functions with their resources,
 * topics, queues and jobs. Steps are loaded, because each declares its own event type.
 */
export async function manifest(engines: readonly Engine[], composition: Composition): Promise<object> {
  const steps = await Promise.all(engines.map((engine) => stepFunctions(engine, composition)));
  const { sweep, scheduledEvent } = scheduledFunctions;
  return {
    functions: [
      ...endpoints.map(endpointFunction),
      ...steps.flat(),
      entry(scheduledEvent.name, "task", {}, scheduledEvent.instances),
      entry(deadLetterFunction.name, "dead-letter", {}, deadLetterFunction.instances),
      entry(sweep.name, "scheduled", {}, sweep.instances),
    ],
    engines: (await Promise.all(engines.map(engineService))).flat(),
    topics: topics(),
    queues: [{ ...scheduledEvent.queue, function: scheduledEvent.name }],
    scheduledJobs: [{ name: sweep.name, schedule: sweep.schedule, function: sweep.name }],
  };
}

function endpointFunction({ name, prefixes, instances }: HttpEndpoint): object {
  const paths = prefixes.map((prefix) => (prefix.endsWith("/") ? `${prefix}*` : prefix));
  return entry(name, "http", { paths }, instances);
}

async function stepFunctions(engine: Engine, composition: Composition): Promise<readonly object[]> {
  return Promise.all((await engine.steps()).map((step) => stepFunction(engine, step, composition)));
}

/** The service that takes the place of an engine's step functions where `deployment_shape` is "engine". */
async function engineService(engine: Engine): Promise<readonly object[]> {
  const steps = await engine.steps();
  if (steps.length === 0) return [];
  const name = engineServiceName(engine);
  return [{ name, entryPoint: name, ...combined(steps.map(({ instances }) => instances)) }];
}

async function stepFunction(
  engine: Engine,
  { name, instances, load }: RegisteredStep,
  composition: Composition,
): Promise<object> {
  const { on, retry = defaultRetry } = await load(composition);
  const trigger = {
    engine: engineServiceName(engine),
    topic: on.type,
    filter: subscriptionFilter(name),
    ordering: true,
    retry: {
      minBackoffSeconds: retry.minBackoffMs / 1000,
      maxBackoffSeconds: retry.maxBackoffMs / 1000,
      maxAttempts: retry.maxAttempts,
    },
  };
  return entry(name, "step", trigger, instances);
}

type Kind = "http" | "step" | "task" | "dead-letter" | "scheduled";

function entry(name: string, kind: Kind, trigger: object, instances: object): object {
  return { name, kind, entryPoint: name, ...trigger, ...instances };
}

/** A topic for every event type. An event without a listening step may still be published. */
function topics(): string[] {
  return Object.values(events).flatMap((value) => (typeof value === "object" && "schema" in value ? [value.type] : []));
}
