/** Fires once at the earliest of the times it was set to, then waits to be set again. */
export interface Alarm {
  /** In milliseconds of the clock that was passed to `createAlarm`. */
  set(atMs: number): void;
  /** Fires if it is due. Needed after a clock was moved or the machine slept. */
  check(): void;
  clear(): void;
}

const longestTimerMs = 3_600_000;

export function createAlarm(now: () => number, ring: () => void): Alarm {
  let dueAt = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function arm(): void {
    clearTimeout(timer);
    timer = setTimeout(check, Math.min(Math.max(dueAt - now(), 0), longestTimerMs));
  }

  function clear(): void {
    clearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
  }

  function check(): void {
    if (dueAt === Number.POSITIVE_INFINITY) return;
    if (now() < dueAt) arm();
    else {
      clear();
      ring();
    }
  }

  return {
    set(atMs) {
      if (atMs >= dueAt) return;
      dueAt = atMs;
      arm();
    },
    check,
    clear,
  };
}
