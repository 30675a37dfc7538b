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
  /** cloud.google.com/stackdriver/pricing: 0.50 per GiB stored for 30 days (read by a public price list on 2026-09-12). */
  logging: { byte: 0.5 / 2 ** 30 },
  /** cloud.google.com/armor/pricing: Standard, 0.75 per million requests. Policies and rules cost by month, not by turn. */
  armor: { request: 0.75 / 1_000_000 },
  /** cloud.google.com/run/pricing, tier 1 regions, request-based billing, which applies to 2nd generation functions. */
  functions: { invocation: 0.4 / 1_000_000, vcpuSecond: 0.000_024, gibSecond: 0.000_002_5 },
} as const;

/** Memory of a deployed function (functions/endpoints/index.ts). */
const memoryGiB = 0.5;

/** What a turn used of each service. */
export interface TurnUse {
  readonly invocations: number;
  readonly reads: number;
  readonly writes: number;
  readonly publishes: number;
  /** Deliveries from Pub/Sub, each of which is billed beside the publish. */
  readonly deliveries: number;
  readonly schedules: number;
  readonly cpuSeconds: number;
  /** Requests from outside, which Cloud Armor looks at. */
  readonly requests: number;
  readonly logBytes: number;
}

/** Cost of one turn in US dollars by service, without models, messages and what is paid by month. */
export function turnPrices(turn: TurnUse) {
  const { firestore, pubsub, tasks, functions, logging, armor } = googlePrices;
  return {
    firestore: turn.reads * firestore.read + turn.writes * firestore.write,
    pubsub: (turn.publishes + turn.deliveries) * pubsub.leastBytes * pubsub.byte,
    tasks: turn.schedules * 2 * tasks.operation, // created and pushed
    invocations: turn.invocations * functions.invocation,
    cpu: turn.cpuSeconds * (functions.vcpuSecond + memoryGiB * functions.gibSecond),
    armor: turn.requests * armor.request,
    logs: turn.logBytes * logging.byte,
  };
}
