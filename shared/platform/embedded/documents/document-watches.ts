import type { Watcher } from "../../documents.ts";
import type { TenantId } from "../../tenant.ts";
import type { Database } from "../database/database.ts";

/** The documents on a page with their versions. */
type Page = ReadonlyMap<string, number>;

interface Watch {
  readonly tenantId: TenantId;
  readonly collection: string;
  read(): Page;
  readonly watcher: Watcher;
  seen: Page;
}

/**
 * Watches pages of queries. This process's commits are told to it; those of other processes are noticed a few times a
 * second by SQLite's `data_version`, which costs no read of a document. Only while somebody watches.
 */
export function documentWatches(database: Database) {
  const watches = new Set<Watch>();
  let stopLooking: (() => void) | undefined;

  function look(watch: Watch): void {
    if (!watches.has(watch)) return;
    try {
      const page = watch.read();
      const added = [...page].filter(([id, version]) => watch.seen.get(id) !== version).length;
      if (added === 0 && page.size === watch.seen.size) return;
      watch.seen = page;
      watch.watcher.changed(added);
    } catch (error) {
      end(watch);
      watch.watcher.failed(error);
    }
  }

  function end(watch: Watch): void {
    watches.delete(watch);
    if (watches.size > 0) return;
    stopLooking?.();
    stopLooking = undefined;
  }

  return {
    /** `read` reads the page. The first look follows in a later turn of the event loop. */
    add(where: Pick<Watch, "tenantId" | "collection" | "read" | "watcher">): () => void {
      const watch: Watch = { ...where, seen: new Map() };
      watches.add(watch);
      stopLooking ??= database.watch((foreignCommit) => {
        if (foreignCommit) for (const each of watches) look(each);
      });
      setImmediate(() => {
        if (!watches.has(watch)) return;
        try {
          watch.seen = watch.read();
          watch.watcher.changed(watch.seen.size);
        } catch (error) {
          end(watch);
          watch.watcher.failed(error);
        }
      });
      return () => end(watch);
    },

    committed(tenantId: TenantId, collections: ReadonlySet<string>): void {
      for (const watch of watches) if (watch.tenantId === tenantId && collections.has(watch.collection)) look(watch);
    },

    close(): void {
      for (const watch of watches) end(watch);
    },
  };
}
