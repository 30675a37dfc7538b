/**
 * List prices in US dollars, without free quotas and discounts: written down on 2026-11-22 from copies, some of them
 * older, of the pages named, because the pages themselves could not be reached. Look there before a decision rests on
 * them.
 */
export const googlePrices = {
  /**
   * cloud.google.com/firestore/pricing: Standard edition, multi-region, 0.06 and 0.18 for 100,000 documents; a single
   * region costs less. Deletes are cheaper than writes and priced as writes here.
   */
  firestore: { read: 0.06 / 100_000, write: 0.18 / 100_000 },
  /** cloud.google.com/pubsub/pricing: 40 per TiB published and again delivered, at least 1,000 bytes a request. */
  pubsub: { byte: 40 / 2 ** 40, leastBytes: 1_000 },
  /** cloud.google.com/tasks/docs/pricing: 0.40 for a million calls and pushes, of up to 32 KB each. */
  tasks: { operation: 0.4 / 1_000_000 },
  /** cloud.google.com/run/pricing, tier 1 regions, billed by request: what functions of the 2nd generation cost. */
  functions: { invocation: 0.4 / 1_000_000, vcpuSecond: 0.000_024, gibSecond: 0.000_002_5 },
} as const;

/** Of a function as deployed: functions/endpoints/index.ts. */
const memoryGiB = 0.5;

/** What one turn costs in US dollars: what it asked of each service, and the CPU it took. */
export function turnPrice(turn: {
  readonly invocations: number;
  readonly reads: number;
  readonly writes: number;
  readonly publishes: number;
  readonly schedules: number;
  readonly cpuSeconds: number;
}): number {
  const { firestore, pubsub, tasks, functions } = googlePrices;
  return (
    turn.reads * firestore.read +
    turn.writes * firestore.write +
    turn.publishes * 2 * pubsub.leastBytes * pubsub.byte + // published and pushed
    turn.schedules * 2 * tasks.operation + // created and pushed
    turn.invocations * functions.invocation +
    turn.cpuSeconds * (functions.vcpuSecond + memoryGiB * functions.gibSecond)
  );
}
