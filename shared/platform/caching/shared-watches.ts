import type { Collection, Documents, WatchedQuery } from "../documents.ts";
import type { TenantId } from "../tenant.ts";

/** A watch outlives its last listener for this long: a browser that reconnects finds it, and nothing is read again. */
const lingerMs = 60_000;
const minRetryMs = 1_000;
const maxRetryMs = 30_000;

export interface Watched {
  readonly tenantId: TenantId;
  readonly collection: Collection<unknown>;
  readonly query: WatchedQuery;
}

/** A typed page to watch. */
export function watchedPage<T>(tenantId: TenantId, collection: Collection<T>, query: WatchedQuery): Watched {
  return { tenantId, collection: collection as Collection<unknown>, query };
}

/** Watches that listeners of the same page share: one for each page of a tenant, however many follow it. */
export interface SharedWatches {
  /** Calls `changed` after each change of the page, until the returned function is called. */
  listen(watched: Watched, changed: () => void): () => void;
}

interface SharedWatch {
  readonly listeners: Set<() => void>;
  /** Ends the watch, or the wait before it is tried again. */
  end(): void;
  lingering: NodeJS.Timeout | undefined;
}

const known = new WeakMap<Documents, SharedWatches>();

/** The watches that everything in this process shares. */
export function sharedWatches(documents: Documents): SharedWatches {
  const existing = known.get(documents) ?? createSharedWatches(documents);
  known.set(documents, existing);
  return existing;
}

export function createSharedWatches(documents: Pick<Documents, "watch">): SharedWatches {
  const watches = new Map<string, SharedWatch>();

  function begin({ tenantId, collection, query }: Watched): SharedWatch {
    const listeners = new Set<() => void>();
    const shared: SharedWatch = { listeners, end: () => undefined, lingering: undefined };
    const attach = (retryMs: number) => {
      let nextRetryMs = retryMs;
      shared.end = documents.watch(tenantId, collection, query, {
        changed() {
          nextRetryMs = minRetryMs;
          for (const changed of listeners) changed();
        },
        // The next watch begins with a change, so nothing is missed.
        failed() {
          const waiting = setTimeout(() => attach(Math.min(2 * nextRetryMs, maxRetryMs)), nextRetryMs).unref();
          shared.end = () => clearTimeout(waiting);
        },
      });
    };
    attach(minRetryMs);
    return shared;
  }

  return {
    listen(watched, changed) {
      const place = JSON.stringify([watched.tenantId, watched.collection.name, watched.query]);
      const shared = watches.get(place) ?? begin(watched);
      watches.set(place, shared);
      clearTimeout(shared.lingering);
      // Wrapped: the same function may listen twice.
      const listener = () => changed();
      shared.listeners.add(listener);
      return () => {
        if (!shared.listeners.delete(listener) || shared.listeners.size > 0) return;
        shared.lingering = setTimeout(() => {
          watches.delete(place);
          shared.end();
        }, lingerMs).unref();
      };
    },
  };
}
