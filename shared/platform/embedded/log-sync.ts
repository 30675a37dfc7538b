import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";

/** Brings SQLite's write-ahead log to the disk. */
export interface LogSync {
  /** Resolves when everything that was committed before the call survives a loss of power. */
  sync(): Promise<void>;
  /** The same at once, for the end of the process. */
  syncNow(): void;
  close(): void;
}

/**
 * The log is synced on a thread of Node's pool: a sync takes milliseconds on a busy disk, and on the event loop it would
 * hold up everybody's streams. The log's file lives as long as a connection is open, and SQLite locks other files, so a
 * descriptor of its own does no harm (sqlite.org/howtocorrupt.html, 2.2).
 */
export function logSync(file: string): LogSync {
  let descriptor: number | undefined;

  /** The log is made by the first write. Its entry in the folder is synced once. */
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
