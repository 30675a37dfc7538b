import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";

/** Syncs SQLite's write-ahead log to disk. */
export interface LogSync {
  /** Resolves when everything committed before the call survives a power loss. */
  sync(): Promise<void>;
  /** The same, synchronously; for the end of the process. */
  syncNow(): void;
  close(): void;
}

/**
 * The log is synced on a thread of Node's pool. A sync takes milliseconds on a busy disk and would block every stream
 * on the event loop. The log file exists as long as a connection is open. SQLite locks other files, so a separate
 * descriptor is harmless (sqlite.org/howtocorrupt.html, 2.2).
 */
export function logSync(file: string): LogSync {
  let descriptor: number | undefined;

  /** The first write creates the log. Its directory entry is synced once. */
  function open(): number {
    if (descriptor !== undefined) return descriptor;
    descriptor = openSync(file, "r+");
    if (process.platform !== "win32") syncFolder(dirname(file));
    return descriptor;
  }

  return {
    sync: () =>
      new Promise((resolve, reject) => {
        fdatasync(open(), (error) => (error ? reject(error) : resolve()));
      }),
    syncNow: () => fdatasyncSync(open()),
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

function syncFolder(folder: string): void {
  const opened = openSync(folder, "r");
  fsyncSync(opened);
  closeSync(opened);
}
