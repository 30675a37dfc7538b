/** A time limit for one piece of work, active while the work runs. */
export interface Deadline {
  /** Aborts when the time has passed, or when `outer` aborts. */
  readonly signal: AbortSignal;
  hasPassed(): boolean;
  /** Restarts the time after a sign of life of the work. Does nothing once the deadline is met. */
  extend(): void;
  /** Ends the deadline because the work is done. Neither timer nor listener remains. */
  met(): void;
}

/**
 * Replaces `AbortSignal.any([outer, AbortSignal.timeout(ms)])`, which no source here may use. Node never frees such a
 * signal while it has a listener, and @google/genai adds one with each call. A controller's own signal is freed with
 * the call that used it.
 */
export function startDeadline(ms: number, outer: AbortSignal): Deadline {
  const controller = new AbortController();
  let passed = false;
  let isMet = false;
  const timer = setTimeout(() => {
    passed = true;
    controller.abort(new DOMException(`Not done within ${ms} ms.`, "TimeoutError"));
  }, ms);
  const follow = () => controller.abort(outer.reason);
  if (outer.aborted) follow();
  else outer.addEventListener("abort", follow, { once: true });
  return {
    signal: controller.signal,
    hasPassed: () => passed,
    extend() {
      if (!isMet && !passed) timer.refresh();
    },
    met() {
      isMet = true;
      clearTimeout(timer);
      outer.removeEventListener("abort", follow);
    },
  };
}

/** Runs `work` with a signal that aborts after `ms` or with `outer`. Neither timer nor listener remains. */
export async function withDeadline<T>(
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = startDeadline(ms, outer);
  try {
    return await work(deadline.signal);
  } finally {
    deadline.met();
  }
}

/** The result of `work`, or the signal's reason as soon as it aborts. Work that ignores its signal is abandoned. */
export function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) return leave();
    signal.addEventListener("abort", leave, { once: true });
    work()
      .finally(() => signal.removeEventListener("abort", leave))
      .then(resolve, reject);
  });
}
