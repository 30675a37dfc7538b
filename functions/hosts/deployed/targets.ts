import { http } from "@google-cloud/functions-framework";
import { functionTarget } from "../../../shared/function-target.ts";
import { engineServiceName, type RegisteredStep, stepsOf } from "../../app/engine.ts";
import { once } from "../../app/lazy.ts";
import { keepBodiesUnread } from "../../app/patches/unread-bodies.ts";
import { withoutDomains } from "../../app/patches/without-domains.ts";
import type { HttpHandler } from "../../endpoints/http/shell.ts";
import { endpoints } from "../../endpoints/index.ts";
import { engines } from "../../index.ts";
import { deadLetterFunction } from "./dead-letter-function.ts";
import { answerHealth, isHealthCheck } from "./health.ts";
import { scheduledFunctions } from "./scheduled-functions.ts";

/**
 * Registers every function of the product under its name; an instance serves one of them, or one engine's steps. An endpoint is opened by its
 * first request, so that it is healthy at once. A step is opened before the instance listens. Only an event starts such
 * an instance, and an incomplete environment is reported at its start.
 */
export async function registerTargets(): Promise<void> {
  withoutDomains();
  for (const endpoint of endpoints) {
    for (const prefix of endpoint.prefixes) if (prefix !== "/") keepBodiesUnread(prefix as `/${string}`);
    register(endpoint.name, async () => {
      return endpoint.open(await openInstance(), { clients: async () => [] });
    });
  }
  const listening = [
    ...(await servedSteps()).map(({ name, steps }) =>
      register(name, async () => (await import("./steps-endpoint.ts")).stepsEndpoint(await openInstance(), steps)),
    ),
    register(scheduledFunctions.scheduledEvent.name, async () =>
      (await import("./scheduled-event-endpoint.ts")).scheduledEventEndpoint(await openInstance()),
    ),
    register(deadLetterFunction.name, async () =>
      (await import("./dead-letters-endpoint.ts")).deadLettersEndpoint(await openInstance()),
    ),
    register(scheduledFunctions.sweep.name, async () =>
      (await import("./sweep-endpoint.ts")).sweepEndpoint(await openInstance(), engines),
    ),
  ];
  await listening.find(({ name }) => name === functionTarget)?.open();
}

/** The services of steps: one for each step, and one for each engine with all of its steps. */
async function servedSteps(): Promise<readonly { readonly name: string; readonly steps: readonly RegisteredStep[] }[]> {
  // An instance of an endpoint needs no step, and what engines say of their steps is not loaded for it.
  if (endpoints.some(({ name }) => name === functionTarget)) return [];
  const whole = engines.find((engine) => engineServiceName(engine) === functionTarget);
  if (whole) return [{ name: engineServiceName(whole), steps: await whole.steps() }];
  return (await stepsOf(engines)).map((step) => ({ name: step.name, steps: [step] }));
}

const openInstance = once(async () => (await import("./instance.ts")).openFunctionInstance());

function register(name: string, open: () => Promise<HttpHandler>) {
  const handler = once(open);
  http(name, async (request, response) => {
    if (isHealthCheck(request)) return answerHealth(response);
    const instance = await openInstance();
    await instance.holding(response, async () => (await handler())(request, response));
  });
  return { name, open: handler };
}
