import type { RegisteredStep } from "../../app/engine.ts";
import type { HttpHandler } from "../../endpoints/http/shell.ts";
import { flushingLast } from "./flushing-last.ts";
import type { FunctionInstance } from "./instance.ts";
import { notFoundHandler } from "./not-found-handler.ts";
import { preload } from "./preload.ts";

/**
 * Handles the events of one step, or of all steps of an engine (`deployment_shape` in Terraform). Events are pushed to
 * this service: to `/steps/<name>`, or to any path where it serves one step only. A platform without pushes delivers
 * them itself.
 */
export async function stepsEndpoint(
  instance: FunctionInstance,
  registered: readonly RegisteredStep[],
): Promise<HttpHandler> {
  const composition = await instance.composition();
  const { platform, runner } = composition;
  const steps = await Promise.all(registered.map((each) => each.load(composition)));
  await preload(registered);
  const flushing = flushingLast(instance.tracing);
  for (const step of steps) platform.bus.subscribe(flushing(runner.subscription(step)));
  const { endpoints } = platform;
  if (!endpoints) {
    await platform.bus.start();
    return notFoundHandler;
  }
  const handlers = new Map(steps.map(({ name }) => [`/steps/${name}`, endpoints.push(name)]));
  const [only] = handlers.size === 1 ? handlers.values() : [];
  return (request, response) => {
    const handler = only ?? handlers.get(request.url?.split("?", 1)[0] ?? "") ?? notFoundHandler;
    return handler(request, response);
  };
}
