import { createHash } from "node:crypto";
import type { TenantId } from "../../tenant.ts";

/** The queues of scheduled events: `projects/…/locations/…/queues/…`. */
export interface Queues {
  readonly queue: string;
  /** More queues of every tenant. Cloud Tasks dispatches at most 500 tasks a second from one. */
  readonly moreQueues: readonly string[];
  /** The queues of tenants with a queue of their own, by tenant. */
  readonly tenantQueues: Readonly<Record<string, string>>;
}

/**
 * The queue of a new task. The shared ones are chosen by the task's name (rendezvous hashing), so a name has the same
 * queue in every process, and one more queue takes over only its own share of the names.
 */
export function queueOf(
  queues: Queues,
  { name, tenantId }: { readonly name: string; readonly tenantId: string },
): string {
  const own = Object.hasOwn(queues.tenantQueues, tenantId) ? queues.tenantQueues[tenantId] : undefined;
  return own ?? sharedQueueOf(queues, name);
}

/**
 * Every queue that may hold a task, the likeliest first. A name does not identify the tenant. A task also stays in the
 * queue that it was given before queues were added.
 */
export function queuesOfName(queues: Queues, name: string): readonly [string, ...string[]] {
  const likeliest = sharedQueueOf(queues, name);
  const others = [...sharedQueues(queues), ...Object.values(queues.tenantQueues)].filter(
    (queue) => queue !== likeliest,
  );
  return [likeliest, ...others];
}

/** Every queue that may hold a tenant's tasks. Its earlier ones are in a shared queue, from before it had its own. */
export function queuesOfTenant(queues: Queues, tenantId: TenantId): readonly string[] {
  const own = queues.tenantQueues[tenantId];
  return own === undefined ? sharedQueues(queues) : [...sharedQueues(queues), own];
}

const sharedQueues = ({ queue, moreQueues }: Queues): readonly string[] => [queue, ...moreQueues];

function sharedQueueOf({ queue, moreQueues }: Queues, name: string): string {
  if (moreQueues.length === 0) return queue;
  const ranked = [queue, ...moreQueues].map((each) => ({ each, rank: rank(each, name) }));
  return ranked.reduce((best, next) => (next.rank > best.rank ? next : best)).each;
}

/** Only the queue's id counts, which is the same in every region. */
function rank(queue: string, name: string): string {
  return createHash("sha256")
    .update(`${queue.slice(queue.lastIndexOf("/") + 1)}\n${name}`)
    .digest("hex");
}
