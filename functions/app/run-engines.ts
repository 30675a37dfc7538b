import { setInterval } from "node:timers";
import { ownedDocuments } from "./collections/stored-collection.ts";
import type { Composition } from "./compose.ts";
import { type Engine, stepsOf } from "./engine.ts";

export const sweepEveryMs = 30_000;

/** Runs every step of every engine in this process, on the platform's own bus. Production has a function for each. */
export async function runEngines(engines: readonly Engine[], composition: Composition): Promise<{ stop(): void }> {
  const { platform, runner, log } = composition;
  const steps = (await stepsOf(engines)).map((step) => step.load(composition));
  for (const step of await Promise.all(steps)) platform.bus.subscribe(runner.subscription(step));
  await platform.bus.start();
  await platform.scheduler.start();
  const documents = await ownedDocuments(engines);
  const sweep = () => {
    Promise.all([runner.sweep(documents), platform.scheduler.takeOver?.()]).catch((error: unknown) =>
      log.error({ err: error }, "sweep failed, retried at the next"),
    );
  };
  const sweeping = setInterval(sweep, sweepEveryMs).unref();
  sweep();
  return { stop: () => clearInterval(sweeping) };
}
