/** A time by which something must be done, for as long as it is being done. */
export interface Deadline {
  /** Aborts when the time is over, or when `outer` does. */
  readonly signal: AbortSignal;
  hasPassed(): boolean;
  /** Starts the time anew: the work showed a sign of life. Does nothing once the deadline is met. */
  extend(): void;
  /** It was done: nothing of the deadline stays behind. */
  met(): void;
}

/**
 * Takes the place of `AbortSignal.any([outer, AbortSignal.timeout(ms)])`, which no source here may use. Node keeps such a
 * signal for ever once it has a listener that nobody removes, and @google/genai adds one with each call. A controller's
 * own signal is collected with the call that used it.
 */
export function startDeadline(ms: number, outer: AbortSignal): Deadline {
  const controller = new AbortController();
  let passed = false;
  let isMet = false;
  const timer = setTimeout(() => {
    passed = true;
    controller.abort(new DOMException(`It was not done within ${ms} ms.`, "TimeoutError"));
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

/** Runs `work` with a signal that aborts after `ms` or with `outer`, and leaves neither timer nor listener behind. */
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

/** What `work` gives, or the signal's reason as soon as it aborts: work that does not heed its signal is left behind. */
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
