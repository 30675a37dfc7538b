import { z } from "zod";
import {
  absent,
  type Collection,
  type Documents,
  put,
  VersionConflict,
} from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { retryConflicts } from "../../../../../shared/platform/version-conflicts.ts";
import { RetryableError } from "../../../../../shared/runtime/failures/errors.ts";

const AttemptCount = z.object({
  id: z.string(),
  /** Oldest first. `by` identifies the attempt, so that its repeat after a crash is not counted again. */
  attempts: z.array(z.object({ by: z.string(), at: z.string() })),
});
type AttemptCount = z.infer<typeof AttemptCount>;

/** How often an identity was tried: in a conversation, on a row, at an address, by a tenant's customers together. */
export const attemptCounts: Collection<AttemptCount> = {
  name: "identity-attempts",
  schema: AttemptCount,
  indexes: [],
  confidential: true,
  // Times and hashes, under a keyed hash.
  personal: "nothing",
};

export interface AttemptLimit {
  /** A keyed hash of what is counted. */
  readonly id: string;
  readonly most: number;
  readonly windowMs: number;
}

interface Attempt {
  readonly tenantId: TenantId;
  readonly limits: readonly AttemptLimit[];
  /** Identifies the attempt. */
  readonly by: string;
  readonly now: Date;
}

/** Concurrent attempts on one row take turns, one conflict each. */
const attempts = 20;

/**
 * Counts an attempt under every limit, or under none when one of them is reached, and returns the reached ones. The
 * count is stored before anything is compared: attempts at the same time, or a crash after the comparison, win nothing.
 * @throws RetryableError `identity-busy` when too many others count at the same time
 */
export async function countAttempt(documents: Documents, attempt: Attempt): Promise<readonly AttemptLimit[]> {
  const { tenantId, limits, by, now } = attempt;
  return takeTurns(async () => {
    const counts = await Promise.all(limits.map((limit) => readCount(documents, attempt, limit)));
    const reached = counts.filter(({ limit, recent }) => recent.length >= limit.most && !isCounted(recent, by));
    if (reached.length > 0) return reached.map(({ limit }) => limit);
    const writes = counts
      .filter(({ recent }) => !isCounted(recent, by))
      .map(({ limit, version, recent }) =>
        put(
          attemptCounts,
          limit.id,
          { id: limit.id, attempts: [...recent, { by, at: now.toISOString() }] },
          { ifVersion: version, expiresAt: new Date(now.getTime() + limit.windowMs) },
        ),
      );
    if (writes.length > 0) await documents.commit(tenantId, writes);
    return [];
  });
}

/** Takes an attempt back that succeeded: only failures use up the limits. */
export async function forgetAttempt(documents: Documents, attempt: Attempt): Promise<void> {
  const { tenantId, limits, by, now } = attempt;
  await takeTurns(async () => {
    const counts = await Promise.all(limits.map((limit) => readCount(documents, attempt, limit)));
    const writes = counts
      .filter(({ recent }) => isCounted(recent, by))
      .map(({ limit, version, recent }) =>
        put(
          attemptCounts,
          limit.id,
          { id: limit.id, attempts: recent.filter((each) => each.by !== by) },
          { ifVersion: version, expiresAt: new Date(now.getTime() + limit.windowMs) },
        ),
      );
    if (writes.length > 0) await documents.commit(tenantId, writes);
  });
}

async function readCount(documents: Documents, { tenantId, now }: Attempt, limit: AttemptLimit) {
  const stored = await documents.get(tenantId, attemptCounts, limit.id);
  const since = new Date(now.getTime() - limit.windowMs).toISOString();
  const recent = (stored?.data.attempts ?? []).filter(({ at }) => at > since);
  return { limit, version: stored?.version ?? absent, recent };
}

function isCounted(recent: AttemptCount["attempts"], by: string): boolean {
  return recent.some((each) => each.by === by);
}

async function takeTurns<R>(count: () => Promise<R>): Promise<R> {
  try {
    return await retryConflicts(count, { attempts });
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    throw new RetryableError("identity-busy", "Too many customers prove who they are at once.", { cause: error });
  }
}
