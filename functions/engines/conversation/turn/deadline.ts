/** A time by which something must be done, for as long as it is being done. */
export interface Deadline {
  /** Aborts when the time is over, or when `outer` does. */
  readonly signal: AbortSignal;
  hasPassed(): boolean;
  /** It was done: nothing of the deadline stays behind. */
  met(): void;
}

/**
 * In place of `AbortSignal.any([outer, AbortSignal.timeout(ms)])`, whose timer lives on for the whole time, a minute
 * for a turn of a few milliseconds.
 */
export function startDeadline(ms: number, outer: AbortSignal): Deadline {
  const controller = new AbortController();
  let passed = false;
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
    met() {
      clearTimeout(timer);
      outer.removeEventListener("abort", follow);
    },
  };
}
