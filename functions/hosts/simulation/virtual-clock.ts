/** A clock that stands still until it is moved, and only ever forwards. */
export interface VirtualClock {
  now(): Date;
  /** Moves to `at`; a time that is past already changes nothing. */
  moveTo(at: Date): void;
}

export function virtualClock(start: Date): VirtualClock {
  let nowMs = start.getTime();
  return {
    now: () => new Date(nowMs),
    moveTo(at) {
      nowMs = Math.max(nowMs, at.getTime());
    },
  };
}
