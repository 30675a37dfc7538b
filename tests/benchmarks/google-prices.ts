/**
 * List prices in US dollars, without free quotas and discounts. Recorded on 2026-11-22 from copies of the named pages, some
 * of them older, because the pages could not be reached. Check the pages before you base a decision on them.
 */
export const googlePrices = {
  /**
   * cloud.google.com/firestore/pricing: Standard edition, multi-region, 0.06 and 0.18 per 100,000 documents. A single
   * region costs less. Deletes are cheaper than writes, but are priced as writes here.
   */
  firestore: { read: 0.06 / 100_000, write: 0.18 / 100_000 },
  /** cloud.google.com/pubsub/pricing: 40 per TiB, charged for publish and delivery, at least 1,000 bytes per request. */
  pubsub: { byte: 40 / 2 ** 40, leastBytes: 1_000 },
  /** cloud.google.com/tasks/docs/pricing: 0.40 per million calls and pushes of up to 32 KB each. */
  tasks: { operation: 0.4 / 1_000_000 },
  /** cloud.google.com/run/pricing, tier 1 regions, request-based billing, which applies to 2nd generation functions. */
  functions: { invocation: 0.4 / 1_000_000, vcpuSecond: 0.000_024, gibSecond: 0.000_002_5 },
} as const;

/** Memory of a deployed function (functions/endpoints/index.ts). */
const memoryGiB = 0.5;

/** Cost of one turn in US dollars: its operations of each service, and its CPU. */
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
