import type { ServerResponse } from "node:http";
import { flushCompileCache } from "node:module";

/** Answers a request; the instance does not end before it is answered, or the grace is over. */
export type Holding = (response: ServerResponse, work: () => Promise<void>) => Promise<void>;

/** Cloud Run gives ten seconds after SIGTERM (cloud.google.com/run/docs/container-contract). */
const graceMs = 8_000;
const signals = ["SIGTERM", "SIGINT"] as const;

/**
 * On SIGTERM finishes what is in hand, closes, writes the compile cache and exits. It takes the place of
 * functions-framework's own handler, which fails the newest request and exits at once (build/src/invoker.js).
 */
export function drainOnSignal(close: (graceMs: number) => Promise<void>): Holding {
  const inHand = new Set<Promise<void>>();
  let draining: Promise<void> | undefined;

  async function drain(): Promise<void> {
    const until = Date.now() + graceMs;
    const patience = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
    await Promise.race([Promise.allSettled(inHand), patience]);
    await close(Math.max(0, until - Date.now()));
  }

  function onSignal(): void {
    draining ??= drain();
    draining.then(
      () => exit(0),
      (error: unknown) => {
        console.error(error);
        exit(1);
      },
    );
  }

  onlyListener(onSignal);
  return async (response, work) => {
    const answered = new Promise<void>((resolve) => response.once("close", resolve));
    inHand.add(answered);
    answered.then(() => inHand.delete(answered));
    await work();
  };
}

/** Removes the framework's listeners: those it has added, or will add when it listens. */
function onlyListener(listener: () => void): void {
  for (const signal of signals) process.removeAllListeners(signal).on(signal, listener);
  process.on("newListener", (event: string | symbol, added: () => void) => {
    const signal = signals.find((name) => name === event);
    if (signal && added !== listener) process.nextTick(() => process.off(signal, added));
  });
}

function exit(code: number): never {
  flushCompileCache();
  process.exit(code);
}
