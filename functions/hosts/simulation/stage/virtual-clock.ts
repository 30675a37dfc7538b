/** A clock that moves only when told to, and only forwards. */
export interface VirtualClock {
  now(): Date;
  /** Moves to `at`. A past time changes nothing. */
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
