import { z } from "zod";
import { type Collection, type Documents, put, remove } from "../../../../shared/platform/documents.ts";
import { platformScope, TenantId } from "../../../../shared/platform/tenant.ts";
import { unlessConflict } from "../../../../shared/platform/version-conflicts.ts";

/** An agent in a call, by the identity under which LiveKit knows it. */
const CarriedCall = z.object({ tenantId: TenantId, callId: z.string(), identity: z.string() });
export type CarriedCall = z.infer<typeof CarriedCall>;

const WorkerLease = z.object({ calls: z.array(CarriedCall), leasedUntil: z.string() });
type WorkerLease = z.infer<typeof WorkerLease>;

/** Longer than two renewals: a worker that is late once is not taken for dead. */
export const leaseMs = 2_500;
/** An expired lease of before a pause of all workers. */
const keptMs = 3_600_000;

/**
 * Which calls each worker carries, in the platform's scope. LiveKit tells twenty seconds later that a killed worker's
 * agents are gone, so the other workers look for leases that nobody renews.
 */
export const callWorkers: Collection<WorkerLease> = {
  name: "call-workers",
  schema: WorkerLease,
  indexes: [["leasedUntil"]],
  confidential: false,
  personal: "nothing",
};

type LeaseDocuments = Pick<Documents, "commit" | "query">;

/** Without calls there is nothing to renew and nothing to lose. */
export async function renewLease(
  documents: LeaseDocuments,
  workerId: string,
  { calls, now }: { readonly calls: readonly CarriedCall[]; readonly now: Date },
): Promise<void> {
  const leasedUntil = new Date(now.getTime() + leaseMs).toISOString();
  const expiresAt = new Date(now.getTime() + keptMs);
  await documents.commit(platformScope, [
    calls.length === 0
      ? { type: "delete", collection: callWorkers, id: workerId }
      : put(callWorkers, workerId, { calls: [...calls], leasedUntil }, { expiresAt }),
  ]);
}

/** Hands over the calls of workers that died. `take` may see a call twice: a lease is deleted after it. */
export async function takeExpiredLeases(
  documents: LeaseDocuments,
  now: Date,
  take: (calls: readonly CarriedCall[]) => Promise<void>,
): Promise<void> {
  const where = [["leasedUntil", "<", now.toISOString()]] as const;
  const { items } = await documents.query(platformScope, callWorkers, { where, limit: 10 });
  for (const { id, version, data } of items) {
    await take(data.calls);
    // A conflict: it was renewed, or another worker took it.
    await unlessConflict(documents.commit(platformScope, [remove(callWorkers, id, { ifVersion: version })]));
  }
}
