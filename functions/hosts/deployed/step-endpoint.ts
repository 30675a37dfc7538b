import type { RegisteredStep } from "../../app/engine.ts";
import type { HttpHandler } from "../../endpoints/http/shell.ts";
import type { FunctionInstance } from "./instance.ts";
import { notFoundHandler } from "./not-found-handler.ts";

/** Handles a step's events: those pushed to this function, or those that a platform without pushes delivers itself. */
export async function stepEndpoint(instance: FunctionInstance, registered: RegisteredStep): Promise<HttpHandler> {
  const composition = await instance.composition();
  const { platform, runner } = composition;
  const step = await registered.load(composition);
  platform.bus.subscribe(runner.subscription(step));
  if (platform.endpoints) return platform.endpoints.push(step.name);
  await platform.bus.start();
  return notFoundHandler;
}
