/** 95 % of intervals hold the true share. */
const z = 1.96;

/**
 * The lower bound of Wilson's score interval (Wilson, JASA 22, 1927): what a share is at least, by so few attempts.
 * One success of one is 0.21, and 90 of 100 are 0.83.
 */
export function wilsonLowerBound(successes: number, attempts: number): number {
  if (attempts === 0) return 0;
  const share = successes / attempts;
  const spread = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * attempts)) / attempts);
  return Math.max(0, (share + (z * z) / (2 * attempts) - spread) / (1 + (z * z) / attempts));
}
