import type { StreamEvent } from "./event-stream.ts";

const firstWaitMs = 500;
const longestWaitMs = 15_000;

export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

export interface Stream {
  open(lastEventId: string | undefined, signal: AbortSignal): Promise<AsyncIterable<StreamEvent>>;
  /** The id to resume after. */
  readonly from?: string;
  onEvent(event: StreamEvent): void | Promise<void>;
  onState(state: "live" | "reconnecting"): void;
  readonly signal: AbortSignal;
  readonly pause?: Pause;
}

/**
 * Follows a stream of server-sent events and resumes after the last received event. Retries with exponential backoff and
 * jitter, so that pages do not reconnect all at once, and at once when the network returns. Ends when `signal` aborts.
 * @throws an error that a retry cannot change
 */
export async function follow({ open, from, onEvent, onState, signal, pause = pauseOrOnline }: Stream): Promise<void> {
  let last = from;
  let waitMs = firstWaitMs;
  while (!signal.aborted) {
    try {
      const events = await open(last, signal);
      onState("live");
      for await (const event of events) {
        if (signal.aborted) return;
        if (event.event === "error") break;
        waitMs = firstWaitMs;
        last = event.id ?? last;
        await onEvent(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (isFinal(error)) throw error;
    }
    if (signal.aborted) return;
    onState("reconnecting");
    await pause(waitMs * (0.5 + Math.random() / 2), signal);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

/** The result of `work`, retried with backoff until it succeeds. @throws an error that a retry cannot change */
export async function withRetries<Result>(
  work: () => Promise<Result>,
  { onWait, signal, pause = pauseOrOnline }: { onWait(): void; readonly signal: AbortSignal; readonly pause?: Pause },
): Promise<Result> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      return await work();
    } catch (error) {
      if (isFinal(error) || signal.aborted) throw error;
      onWait();
      await pause(waitMs, signal);
    }
  }
}

/** Whether a retry would fail the same way: 4xx except 408 and 429. */
export function isFinal(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

export function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("status" in error)) return undefined;
  return typeof error.status === "number" ? error.status : undefined;
}

/** Waits. Ends early when the network returns or `signal` aborts. */
export function pauseOrOnline(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
