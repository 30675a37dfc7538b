import { stepsOf } from "../../app/engine.ts";
import { once } from "../../app/lazy.ts";
import type { HttpHandler } from "../../endpoints/http/shell.ts";
import type { FunctionInstance } from "./instance.ts";
import { notFoundHandler } from "./not-found-handler.ts";

/**
 * Records events that the bus gave up on because no process lived to reject them. They are listed with the steps' own
 * dead letters. The event's step is loaded, because somebody may wait for its outcome: a customer is handed to a person.
 */
export async function deadLettersEndpoint(
  instance: Pick<FunctionInstance, "composition" | "engines">,
): Promise<HttpHandler> {
  const composition = await instance.composition();
  const { platform, runner } = composition;
  const steps = once(() => stepsOf(instance.engines));
  const subscribed = new Map<string, () => Promise<void>>();

  async function subscribe(name: string): Promise<void> {
    const registered = (await steps()).find((step) => step.name === name);
    if (registered) platform.bus.subscribe(runner.subscription(await registered.load(composition)));
  }

  function subscribeOnce(name: string): Promise<void> {
    const known = subscribed.get(name) ?? once(() => subscribe(name));
    subscribed.set(name, known);
    return known();
  }

  return platform.endpoints?.deadLetters(subscribeOnce) ?? notFoundHandler;
}
