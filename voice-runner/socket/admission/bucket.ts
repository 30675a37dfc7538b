/** Counts an amount against a steady rate. False: too much, and nothing is counted. */
export type Bucket = (amount: number) => boolean;

/** A token bucket: `perSecond` on average, `burst` at once. `now` is in milliseconds. */
export function bucket(options: {
  readonly perSecond: number;
  readonly burst: number;
  readonly now: () => number;
}): Bucket {
  const { perSecond, burst, now } = options;
  let available = burst;
  let updatedAt = now();
  return (amount) => {
    const at = now();
    available = Math.min(burst, available + ((at - updatedAt) / 1000) * perSecond);
    updatedAt = at;
    if (amount > available) return false;
    available -= amount;
    return true;
  };
}
