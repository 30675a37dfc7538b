import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** This process, one of several that may handle deliveries of the same file. */
export interface Instance {
  readonly id: string;
  /** Whether the process with that id still runs. Also true when its lock could not be tested. */
  isAlive(id: string): boolean;
  close(): void;
}

/**
 * Holds an exclusive lock on its own file for the life of the process. The operating system releases the lock however
 * the process ends, so a restart sees at once which leases are abandoned. A process id would not work, because every
 * container counts from 1.
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
    // SQLITE_BUSY means that the owner is alive. Any other error leaves this unknown, so its leases simply expire.
    return true;
  } finally {
    probe.close();
  }
}
