import { LRUCache } from "lru-cache";
import { isWindowClosed } from "../../../../shared/channels/definition.ts";
import type { deliveryReported } from "../../../../shared/events/index.ts";
import { type Documents, put, type Stored, VersionConflict } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { keyedQueue } from "../../../../shared/runtime/keyed-queue.ts";
import type { Owned } from "../../../../shared/runtime/owned-document.ts";
import { type Turn, turns, withDelivery } from "../turn-record.ts";

/** A provider's report, with the time of its arrival. */
export type ArrivedReport = ReturnType<(typeof deliveryReported)["schema"]["parse"]> & { readonly at: string };

/** True when the reports are recorded. False when the step has to handle them. */
export type RecordReports = (tenantId: TenantId, turnId: string, reports: readonly ArrivedReport[]) => Promise<boolean>;

/** Turns that were reported on lately, so that the next report needs no read. */
const keptBytes = 16 * 1024 * 1024;
const keptMs = 10 * 60_000;
const commitAttempts = 8;

/**
 * Records delivery reports in their turn within the webhook's request: one commit for all that wait for the turn, no
 * write for a report that is not newer, no read where this process has the turn. Left to the step
 * `conversation-track-delivery` are reports of a turn that is not there, of one whose commits keep failing, and those
 * that a template has to answer.
 */
export function reportRecorder({ documents }: { readonly documents: Documents }): RecordReports {
  const enqueue = keyedQueue();
  /** Reports that wait while earlier ones of their turn are written. */
  const waiting = new Map<string, { readonly reports: ArrivedReport[]; readonly outcome: Promise<boolean> }>();
  const known = new LRUCache<string, Stored<Owned<Turn>>>({
    maxSize: keptBytes,
    ttl: keptMs,
    sizeCalculation: ({ data }) => 2 * JSON.stringify(data).length,
  });

  async function write(tenantId: TenantId, turnId: string, reports: readonly ArrivedReport[]): Promise<boolean> {
    const place = `${tenantId}/${turnId}`;
    for (let attempt = 1; attempt <= commitAttempts; attempt += 1) {
      const stored = known.get(place) ?? (await documents.get(tenantId, turns.collection, turnId));
      if (!stored) return false;
      const { state } = stored.data;
      const next = reports.reduce((turn, report) => withDelivery(turn, report) ?? turn, state);
      if (next === state) {
        known.set(place, stored);
        return true;
      }
      if (reports.some((report) => needsTemplate(next, report))) return false;
      const data = { ...stored.data, state: next };
      try {
        const [version = ""] = await documents.commit(tenantId, [
          put(turns.collection, turnId, data, { ifVersion: stored.version }),
        ]);
        known.set(place, { id: turnId, version, data });
        return true;
      } catch (error) {
        known.delete(place);
        if (!(error instanceof VersionConflict)) throw error;
      }
    }
    return false;
  }

  return (tenantId, turnId, reports) => {
    const place = `${tenantId}/${turnId}`;
    const batch = waiting.get(place);
    if (batch) {
      batch.reports.push(...reports);
      return batch.outcome;
    }
    const own = [...reports];
    let isOpen = true;
    const outcome = enqueue(place, () => {
      isOpen = false;
      waiting.delete(place);
      return write(tenantId, turnId, own);
    });
    // Others may join until it begins, which is at once where nothing of the turn is being written.
    if (isOpen) waiting.set(place, { reports: own, outcome });
    return outcome;
  };
}

/** The provider refused free text after it had accepted it, and a template may go instead. */
function needsTemplate({ deliveries }: Turn, { providerMessageId, status, errorCode }: ArrivedReport): boolean {
  return status === "failed" && isWindowClosed(errorCode) && deliveries[providerMessageId]?.status === "failed";
}
