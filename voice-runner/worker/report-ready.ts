import type { Logger } from "../../shared/telemetry/log.ts";

const usualMs = 60_000;

/**
 * Logs once a minute that this worker takes calls, while its health port says that it is connected to LiveKit. An alert
 * watches for the absence of that (docs/runbooks/voice-workers-missing.md): who is not connected cannot say so.
 * @returns ends the reports
 */
export function reportReady(worker: {
  /** The health port on this machine. */
  readonly port: number;
  calls(): number;
  readonly log: Pick<Logger, "info" | "warn">;
  readonly everyMs?: number;
}): () => void {
  const { port, calls, log, everyMs = usualMs } = worker;
  async function report(): Promise<void> {
    const { ok } = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(everyMs / 2) });
    if (ok) log.info({ calls: calls() }, "Takes calls from LiveKit");
    else log.warn({ port }, "Is not connected to LiveKit");
  }
  const timer = setInterval(() => {
    report().catch((error: unknown) => log.warn({ err: error, port }, "The health port does not answer"));
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
