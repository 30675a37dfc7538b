import type { Subscription } from "../../../shared/platform/bus.ts";
import type { Tracing } from "../../../shared/telemetry/tracing.ts";
import type { RegisteredStep } from "../../app/engine.ts";
import type { HttpHandler } from "../../endpoints/http/shell.ts";
import type { FunctionInstance } from "./instance.ts";
import { notFoundHandler } from "./not-found-handler.ts";

/** Handles a step's events: those pushed to this function, or those that a platform without pushes delivers itself. */
export async function stepEndpoint(instance: FunctionInstance, registered: RegisteredStep): Promise<HttpHandler> {
  const composition = await instance.composition();
  const { platform, runner } = composition;
  const step = await registered.load(composition);
  platform.bus.subscribe(flushing(runner.subscription(step), instance.tracing));
  if (platform.endpoints) return platform.endpoints.push(step.name);
  await platform.bus.start();
  return notFoundHandler;
}

/**
 * Exports the spans of a delivery before it is acknowledged, because the CPU stops with the acknowledgement. The
 * customer has the answer by then.
 */
function flushing(subscription: Subscription, tracing: Pick<Tracing, "flush">): Subscription {
  return {
    ...subscription,
    async handle(delivery) {
      const outcome = await subscription.handle(delivery);
      await tracing.flush();
      return outcome;
    },
  };
}
