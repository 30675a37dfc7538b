import type { Platform } from "./platform.ts";

/**
 * Operations on a platform, counted as Firestore, Pub/Sub and Cloud Tasks bill them:
 * - a read per document returned, and at least one per query;
 * - a write or delete per document in a commit;
 * - a publish per event;
 * - a delivery per attempt;
 * - a task per scheduled event.
 */
export interface Counts {
  gets: number;
  queries: number;
  /** Documents read: every get, found or not, and every document that a query returned. */
  reads: number;
  writes: number;
  deletes: number;
  commits: number;
  publishes: number;
  deliveries: number;
  schedules: number;
  cancels: number;
  blobWrites: number;
  blobReads: number;
}

/** Wraps a platform and counts its operations from now, or from the last `reset`. */
export function countedPlatform(platform: Platform): {
  readonly platform: Platform;
  counts(): Readonly<Counts>;
  reset(): void;
} {
  const { documents, bus, scheduler, blobs } = platform;
  let counts = zero();

  function countQuery(documentsRead: number): void {
    counts.queries += 1;
    counts.reads += Math.max(1, documentsRead);
  }

  const counted: Platform = {
    ...platform,
    documents: {
      ids: documents.ids,
      get(tenantId, collection, id) {
        counts.gets += 1;
        counts.reads += 1;
        return documents.get(tenantId, collection, id);
      },
      async query(tenantId, collection, query) {
        const page = await documents.query(tenantId, collection, query);
        countQuery(page.items.length);
        return page;
      },
      commit(tenantId, writes) {
        const deletes = writes.filter(({ type }) => type === "delete").length;
        counts.commits += 1;
        counts.deletes += deletes;
        counts.writes += writes.length - deletes;
        return documents.commit(tenantId, writes);
      },
      async overdue(collection, field, until, limit) {
        const references = await documents.overdue(collection, field, until, limit);
        countQuery(references.length);
        return references;
      },
      watch(tenantId, collection, query, watcher) {
        return documents.watch(tenantId, collection, query, {
          ...watcher,
          changed(added) {
            countQuery(added);
            watcher.changed(added);
          },
        });
      },
      close: () => documents.close(),
    },
    bus: {
      ...bus,
      publish(envelopes) {
        counts.publishes += envelopes.length;
        return bus.publish(envelopes);
      },
      subscribe(subscription) {
        bus.subscribe({
          ...subscription,
          handle(delivery) {
            counts.deliveries += 1;
            return subscription.handle(delivery);
          },
        });
      },
    },
    scheduler: {
      ...scheduler,
      schedule(task) {
        counts.schedules += 1;
        return scheduler.schedule(task);
      },
      cancel(name) {
        counts.cancels += 1;
        return scheduler.cancel(name);
      },
    },
    blobs: {
      ...blobs,
      put(tenantId, name, body, options) {
        counts.blobWrites += 1;
        return blobs.put(tenantId, name, body, options);
      },
      get(tenantId, name) {
        counts.blobReads += 1;
        return blobs.get(tenantId, name);
      },
    },
    close: (graceMs) => platform.close(graceMs),
  };

  return {
    platform: counted,
    counts: () => ({ ...counts }),
    reset() {
      counts = zero();
    },
  };
}

function zero(): Counts {
  return {
    gets: 0,
    queries: 0,
    reads: 0,
    writes: 0,
    deletes: 0,
    commits: 0,
    publishes: 0,
    deliveries: 0,
    schedules: 0,
    cancels: 0,
    blobWrites: 0,
    blobReads: 0,
  };
}
