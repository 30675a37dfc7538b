/** Keeps account of work that has begun, so that one can wait until all of it has ended. */
export interface UnderWay {
  add(work: Promise<unknown>): void;
  /** How much has begun so far: unchanged between two looks, nothing began. */
  begun(): number;
  /** Resolves once nothing is under way, however it ended. */
  atRest(): Promise<void>;
}

export function underWay(): UnderWay {
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
