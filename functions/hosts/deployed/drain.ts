import type { ServerResponse } from "node:http";
import { flushCompileCache } from "node:module";

/** Runs a request. The instance does not exit before the response is sent or the grace period ends. */
export type TrackRequest = (response: ServerResponse, work: () => Promise<void>) => Promise<void>;

/** Cloud Run allows ten seconds after SIGTERM (cloud.google.com/run/docs/container-contract). */
const graceMs = 8_000;
const signals = ["SIGTERM", "SIGINT"] as const;

/**
 * On SIGTERM, finishes running requests, closes, writes the compile cache and exits. It replaces functions-framework's
 * own handler, which fails the newest request and exits at once (build/src/invoker.js).
 */
export function drainOnSignal(close: (graceMs: number) => Promise<void>): TrackRequest {
  const running = new Set<Promise<void>>();
  let draining: Promise<void> | undefined;

  async function drain(): Promise<void> {
    const until = Date.now() + graceMs;
    const graceOver = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
    await Promise.race([Promise.allSettled(running), graceOver]);
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

  replaceListeners(onSignal);
  return async (response, work) => {
    const answered = new Promise<void>((resolve) => response.once("close", resolve));
    running.add(answered);
    answered.then(() => running.delete(answered));
    await work();
  };
}

/** Removes the framework's listeners: existing ones, and those it adds when it starts to listen. */
function replaceListeners(listener: () => void): void {
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
