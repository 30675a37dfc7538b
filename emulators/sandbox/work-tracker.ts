/** Tracks running work, so that callers can wait for its end. */
export interface WorkTracker {
  add(work: Promise<unknown>): void;
  /** The number of works started so far. If it is unchanged between two calls, nothing was started. */
  begun(): number;
  /** Resolves once no work is running, whether it succeeded or failed. */
  atRest(): Promise<void>;
}

export function trackWork(): WorkTracker {
  const open = new Set<Promise<void>>();
  let begun = 0;
  return {
    add(work) {
      begun += 1;
      const forget = () => void open.delete(ended);
      const ended: Promise<void> = work.then(forget, forget);
      open.add(ended);
    },
    begun: () => begun,
    async atRest() {
      while (open.size > 0) await Promise.all(open);
    },
  };
}
