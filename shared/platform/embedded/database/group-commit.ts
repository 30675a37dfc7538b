import type { DatabaseSync } from "node:sqlite";
import { withDiskFull } from "../../disk-full.ts";
import type { LogSync } from "./log-sync.ts";

export interface GroupCommit {
  /**
   * Runs `work` in the next shared transaction and resolves with its result once that is on disk. When `work` throws,
   * its writes are rolled back and only its own caller is rejected; the rest of the group commits.
   */
  write<T>(work: () => T): Promise<T>;
  /** Runs the waiting work and syncs it to disk, at once. */
  flush(): void;
}

interface Waiting {
  work(): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** The pending answer to a member of a committed group: resolved once the log is synced, `fail` when the sync fails. */
interface Answer {
  tell(): void;
  fail(error: unknown): void;
}

/**
 * Writes issued in one turn of the event loop share one transaction. Transactions committed while the log is being
 * synced share the next sync. This process's reads see a commit before it is synced; callers are answered only after
 * the sync. Without `log`, nothing waits for the disk.
 */
export function groupCommit(database: DatabaseSync, log: LogSync | undefined): GroupCommit {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const savepoint = database.prepare("SAVEPOINT member");
  const release = database.prepare("RELEASE member");
  const undo = database.prepare("ROLLBACK TO member");
  let waiting: Waiting[] = [];
  let unsynced: Answer[] = [];
  let inSync: Answer[] = [];

  function attempt(member: Waiting): Answer {
    savepoint.run();
    try {
      const value = member.work();
      release.run();
      return { tell: () => member.resolve(value), fail: member.reject };
    } catch (error) {
      // A full disk has made SQLite undo the whole transaction already (sqlite.org/lang_transaction.html, 2.3).
      if (!database.isTransaction) throw error;
      undo.run();
      release.run();
      return { tell: () => member.reject(withDiskFull(error)), fail: member.reject };
    }
  }

  function commitGroup(): void {
    const group = waiting;
    if (group.length === 0) return;
    waiting = [];
    try {
      begin.run();
      const answers = group.map(attempt);
      commit.run();
      unsynced.push(...answers);
    } catch (error) {
      // A full disk or a lock held too long fails the whole group. SQLite may already have rolled back.
      if (database.isOpen && database.isTransaction) database.exec("ROLLBACK");
      for (const member of group) member.reject(withDiskFull(error));
    }
  }

  async function syncAll(): Promise<void> {
    if (inSync.length > 0) return;
    while (unsynced.length > 0) {
      inSync = unsynced;
      unsynced = [];
      try {
        await log?.sync();
        for (const { tell } of inSync) tell();
      } catch (error) {
        for (const { fail } of inSync) fail(withDiskFull(error));
      }
    }
    inSync = [];
  }

  function commitAndSync(): void {
    commitGroup();
    void syncAll();
  }

  return {
    write<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(commitAndSync);
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      });
    },
    flush() {
      commitGroup();
      const answers = [...inSync, ...unsynced];
      unsynced = [];
      if (answers.length > 0) log?.syncNow();
      for (const { tell } of answers) tell();
    },
  };
}
