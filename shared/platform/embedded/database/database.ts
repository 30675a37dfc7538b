import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { type GroupCommit, groupCommit } from "./group-commit.ts";
import { logSync } from "./log-sync.ts";

/** How long a transaction waits while another process (the CLI beside the server) holds the file. */
const busyTimeoutMs = 5_000;
/** A commit of another process is noticed within this time. */
const watchIntervalMs = 200;

/** One SQLite file, shared by the ports that keep their state in it. */
export interface Database extends Pick<GroupCommit, "write"> {
  /** The prepared statement for this text; each text is prepared once. */
  statement(sql: string): StatementSync;
  /** Runs statements at once, outside any shared transaction. Used to create tables and indexes. */
  execute(sql: string): void;
  /** Calls `listener` several times a second with whether another process has committed since the last call. */
  watch(listener: (foreignCommit: boolean) => void): () => void;
  /** Writes some pages that hold nothing. Runs inside a write. @throws Error when the disk is full. */
  checkWritable(): void;
  /** Calls the watchers now. Used after the clock was moved. */
  look(): void;
  /** Completes pending writes and releases the file. */
  close(): void;
}

/**
 * With `throwaway`, data survives the end of the process but not a power loss.
 * @throws Error when the file cannot be opened or is not a SQLite file.
 */
export function openDatabase(dataDir: string, { throwaway = false }: { readonly throwaway?: boolean } = {}): Database {
  const file = join(dataDir, "platform.sqlite");
  const connection = openFile(dataDir, file, throwaway);
  const log = throwaway ? undefined : logSync(`${file}-wal`);
  const group = groupCommit(connection, log);
  const statements = new Map<string, StatementSync>();
  const listeners = new Set<(foreignCommit: boolean) => void>();
  let timer: NodeJS.Timeout | undefined;

  function statement(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known) return known;
    const prepared = connection.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  }

  // `data_version` changes when another connection has committed (sqlite.org/pragma.html#pragma_data_version).
  const dataVersion = () => statement("PRAGMA data_version").get()?.data_version;
  let seenVersion: unknown;

  function look(): void {
    const version = dataVersion();
    const foreignCommit = version !== seenVersion;
    seenVersion = version;
    for (const listener of listeners) listener(foreignCommit);
  }

  return {
    statement,
    execute: (sql) => connection.exec(sql),
    write: group.write,
    watch(listener) {
      listeners.add(listener);
      if (!timer) {
        seenVersion = dataVersion();
        timer = setInterval(look, watchIntervalMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    checkWritable() {
      statement(
        'INSERT INTO "writable check" (id, filler) VALUES (1, zeroblob(65536)) ON CONFLICT (id) DO UPDATE SET filler = excluded.filler',
      ).run();
      statement('UPDATE "writable check" SET filler = NULL').run();
    },
    look,
    close() {
      if (!connection.isOpen) return;
      group.flush();
      clearInterval(timer);
      log?.close();
      connection.close();
    },
  };
}

/** @throws Error that names the file and what to do. */
function openFile(dataDir: string, file: string, throwaway: boolean): DatabaseSync {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    keepPrivate(file);
    const connection = new DatabaseSync(file, { timeout: busyTimeoutMs });
    // WAL with synchronous=NORMAL leaves the log's sync at a commit to us, and syncs around checkpoints itself: the file is
    // always whole, and an acknowledged write survives a loss of power (sqlite.org/pragma.html#pragma_synchronous).
    connection.exec("PRAGMA journal_mode = WAL; PRAGMA temp_store = MEMORY;");
    connection.exec(throwaway ? "PRAGMA synchronous = OFF;" : "PRAGMA synchronous = NORMAL;");
    connection.exec("PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -32768;");
    connection.exec('CREATE TABLE IF NOT EXISTS "writable check" (id INTEGER PRIMARY KEY, filler BLOB)');
    return connection;
  } catch (cause) {
    const why = (cause as Partial<Error>).message ?? String(cause);
    const remedy =
      "Check that this user may write there and that the disk has room, restore the file from a backup, or start with another --data-dir.";
    throw new Error(`${file} cannot be opened: ${why}. ${remedy}`, { cause });
  }
}

/** SQLite creates its files for everybody to read. It gives the log and its index the permissions of the file itself. */
function keepPrivate(file: string): void {
  closeSync(openSync(file, "a", 0o600));
  for (const each of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(each)) chmodSync(each, 0o600);
}
