const firstWaitMs = 500;
const longestWaitMs = 15_000;

/**
 * Follows a stream of server-sent events for as long as it is wanted: resumes after the last event had, and waits longer
 * after each failure, with some chance in it so that not all pages come back at once. Tries at once when the network is
 * back. Ends when `signal` aborts, and on an answer that no repetition changes, which it throws.
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
 * What `work` gives, as soon as it can be had: tried again like a stream that breaks. @throws what no repetition changes
 * @template Result
 * @param {() => Promise<Result>} work
 * @param {{ onWait: () => void, signal: AbortSignal, pause?: typeof pauseOrOnline }} options
 */
export async function patiently(work, { onWait, signal, pause = pauseOrOnline }) {
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

/** Whether saying it again would be answered the same: 4xx but for 408 and 429. @param {unknown} error */
export function isFinal(error) {
  const status = error?.status;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** Ends early when the network is back, or nobody waits any more. @param {number} ms @param {AbortSignal} signal */
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
