import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** This running process, as one of several that may take deliveries from the same file. */
export interface Instance {
  readonly id: string;
  /** Whether the process of that id still runs (or its claim could not be tested). */
  isAlive(id: string): boolean;
  close(): void;
}

/**
 * Holds an exclusive lock on a file of its own for as long as the process lives. The operating system frees it
 * when the process ends, however it ends, so that a restart sees at once which leases have lost their owner;
 * a process id would not do, because every container counts from 1.
 */
export function openInstance(dataDir: string): Instance {
  const directory = join(dataDir, "instances");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const id = randomUUID();
  const fileOf = (instanceId: string) => join(directory, `${instanceId}.lock`);
  const lock = new DatabaseSync(fileOf(id));
  lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");

  return {
    id,
    isAlive(other) {
      if (other === id) return true;
      if (!existsSync(fileOf(other))) return false;
      if (isLocked(fileOf(other))) return true;
      rmSync(fileOf(other), { force: true });
      return false;
    },
    close() {
      if (!lock.isOpen) return;
      lock.close();
      rmSync(fileOf(id), { force: true });
    },
  };
}

function isLocked(file: string): boolean {
  const probe = new DatabaseSync(file, { timeout: 0 });
  try {
    probe.exec("BEGIN EXCLUSIVE; ROLLBACK");
    return false;
  } catch {
    // SQLITE_BUSY: its owner lives. Anything else leaves the question open; then its leases simply run out.
    return true;
  } finally {
    probe.close();
  }
}
