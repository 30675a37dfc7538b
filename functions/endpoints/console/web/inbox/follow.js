const firstWaitMs = 500;
const longestWaitMs = 15_000;

/**
 * Follows a stream of server-sent events and resumes after the last received event. Retries with exponential backoff and
 * jitter, so that pages do not reconnect all at once. Retries immediately when the network returns. Ends when `signal`
 * aborts. Throws an error that a retry cannot change.
 * @param {object} stream
 * @param {(lastEventId: string | undefined, signal: AbortSignal) => Promise<AsyncIterable<object>>} stream.open
 * @param {string} [stream.from] the id to resume after
 * @param {(event: { event?: string, data: object }) => void | Promise<void>} stream.onEvent
 * @param {(state: "live" | "reconnecting") => void} stream.onState
 * @param {AbortSignal} stream.signal
 * @param {(ms: number, signal: AbortSignal) => Promise<void>} [stream.pause]
 */
export async function follow({ open, from, onEvent, onState, signal, pause = pauseOrOnline }) {
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

/**
 * The result of `work`, retried with backoff until it succeeds. @throws an error that a retry cannot change
 * @template Result
 * @param {() => Promise<Result>} work
 * @param {{ onWait: () => void, signal: AbortSignal, pause?: typeof pauseOrOnline }} options
 */
export async function withRetries(work, { onWait, signal, pause = pauseOrOnline }) {
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

/** Whether a retry would fail the same way: 4xx except 408 and 429. @param {unknown} error */
export function isFinal(error) {
  const status = error?.status;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** Waits `ms`. Ends early when the network returns or `signal` aborts. @param {number} ms @param {AbortSignal} signal */
export function pauseOrOnline(ms, signal) {
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
