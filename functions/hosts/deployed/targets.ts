import { http } from "@google-cloud/functions-framework";
import { functionTarget } from "../../../shared/function-target.ts";
import { once } from "../../app/lazy.ts";
import { keepBodiesUnread } from "../../app/patches/unread-bodies.ts";
import type { HttpHandler } from "../../endpoints/http/shell.ts";
import { endpoints } from "../../endpoints/index.ts";
import { engines } from "../../index.ts";
import { deadLetterFunction } from "./dead-letter-function.ts";
import { answerHealth, asksForHealth } from "./health.ts";
import { scheduledFunctions } from "./scheduled-functions.ts";

/**
 * Every function of the product under its name, of which an instance serves one. A door is opened by its first
 * request, so that it is healthy at once. What runs steps is opened before it listens: only an event starts such an
 * instance, and whatever is missing from its environment is told while it starts.
 */
export async function registerTargets(): Promise<void> {
  for (const door of endpoints) {
    for (const prefix of door.prefixes) if (prefix !== "/") keepBodiesUnread(prefix as `/${string}`);
    register(door.name, async () => {
      return door.open(await opened(), { clients: async () => [] });
    });
  }
  const steps = engines.flatMap((engine) => engine.steps);
  const listening = [
    ...steps.map((step) =>
      register(step.name, async () => (await import("./step-endpoint.ts")).stepEndpoint(await opened(), step)),
    ),
    register(scheduledFunctions.scheduledEvent.name, async () =>
      (await import("./scheduled-event-endpoint.ts")).scheduledEventEndpoint(await opened()),
    ),
    register(deadLetterFunction.name, async () =>
      (await import("./dead-letters-endpoint.ts")).deadLettersEndpoint(await opened()),
    ),
    register(scheduledFunctions.sweep.name, async () =>
      (await import("./sweep-endpoint.ts")).sweepEndpoint(await opened(), engines),
    ),
  ];
  await listening.find(({ name }) => name === functionTarget)?.open();
}

const opened = once(async () => (await import("./instance.ts")).openFunctionInstance());

function register(name: string, open: () => Promise<HttpHandler>) {
  const handler = once(open);
  http(name, async (request, response) => {
    if (asksForHealth(request)) return answerHealth(response);
    const instance = await opened();
    await instance.holding(response, async () => (await handler())(request, response));
  });
  return { name, open: handler };
}
