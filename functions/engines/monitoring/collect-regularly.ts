import { setInterval } from "node:timers";
import type { Composition } from "../../app/compose.ts";
import { collectMetrics } from "./rollups/collect-metrics.ts";

const everyMs = 30_000;

/** Counts what happens, for as long as a product on one machine runs. In production the sweep does it. */
export function collectRegularly(
  composition: Composition,
  /** What else is looked after as often. */
  also: (now: Date) => Promise<void> = async () => {},
): { stop(): Promise<void> } {
  const { now, log } = composition;
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(async () => {
      await collectMetrics(composition, now()).catch((error: unknown) =>
        log.error({ err: error }, "metrics were not collected, tried again at the next time"),
      );
      await also(now()).catch((error: unknown) =>
        log.error({ err: error }, "what is done regularly failed, tried again at the next time"),
      );
    });
  }, everyMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
