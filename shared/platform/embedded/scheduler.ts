import type { Envelope } from "../bus.ts";
import type { Scheduler } from "../scheduler.ts";
import { createAlarm } from "./alarm.ts";
import type { EmbeddedBus } from "./bus/bus.ts";
import type { Database } from "./database/database.ts";
import type { PlatformLog } from "./log.ts";

/** How long a used name stays reserved. */
const tombstoneMs = 24 * 3_600_000;
const fireBatchSize = 100;
const retryAfterMs = 1_000;
/** A clock that goes back by less is one that is being adjusted. */
const clockStepMs = 1_000;
/** What was to happen so soon was meant as a wait, and not as a time of the day. */
const shortWaitMs = 10 * 60_000;

export interface EmbeddedScheduler extends Scheduler {
  /** Deletes up to `limit` names used longer ago than that, and returns their number. Runs inside a write. */
  purgeTombstones(limit: number): number;
}

/**
 * Events published later, in the SQLite file. An event is marked as fired in the transaction that publishes it. It is
 * neither lost nor duplicated, whenever the process ends and however many processes share the file.
 */
export function embeddedScheduler(settings: {
  readonly database: Database;
  readonly bus: EmbeddedBus;
  readonly now: () => number;
  readonly log: PlatformLog;
}): EmbeddedScheduler {
  const { database, bus, now, log } = settings;
  database.execute(`
    CREATE TABLE IF NOT EXISTS tasks (
      name TEXT PRIMARY KEY, fire_at INTEGER NOT NULL, envelope TEXT, ended_at INTEGER);
    CREATE INDEX IF NOT EXISTS "tasks waiting" ON tasks (fire_at) WHERE ended_at IS NULL;
    CREATE INDEX IF NOT EXISTS "tasks ended" ON tasks (ended_at) WHERE ended_at IS NOT NULL;`);
  const add = database.statement("INSERT INTO tasks (name, fire_at, envelope) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
  const due = database.statement(
    "SELECT name, envelope FROM tasks WHERE ended_at IS NULL AND fire_at <= ? ORDER BY fire_at, rowid LIMIT ?",
  );
  const end = database.statement("UPDATE tasks SET ended_at = ?, envelope = NULL WHERE name = ? AND ended_at IS NULL");
  const next = database.statement("SELECT min(fire_at) AS at FROM tasks WHERE ended_at IS NULL");
  const purge = database.statement(
    "DELETE FROM tasks WHERE rowid IN (SELECT rowid FROM tasks WHERE ended_at < ? LIMIT ?)",
  );
  const shift = database.statement(
    "UPDATE tasks SET fire_at = fire_at - ? WHERE ended_at IS NULL AND fire_at > ? AND fire_at <= ?",
  );
  const alarm = createAlarm(now, fire);
  let latest = now();
  let running = false;
  let firing: Promise<void> | undefined;
  let unwatch = () => {};

  function takeDue(): readonly Envelope[] {
    return due.all(now(), fireBatchSize).map((row) => {
      end.run(now(), String(row.name));
      return JSON.parse(String(row.envelope)) as Envelope;
    });
  }

  function setAlarm(): void {
    if (!running) return;
    const at = next.get()?.at;
    if (typeof at === "number") alarm.set(at);
  }

  /** After the clock went back, short waits last as long as they were to: a customer waits for their end. */
  function followClock(): void {
    const at = now();
    const before = latest;
    latest = at;
    if (at >= before - clockStepMs) return;
    log.warn({ backMs: before - at }, "the clock went back; short waits are kept as long as they were");
    const shifting = database.write(() => shift.run(before - at, at, before + shortWaitMs));
    shifting.then(setAlarm).catch((error) => {
      latest = Math.max(latest, before); // the next look tries again
      log.error({ error }, "moving scheduled events after the clock failed; will try again");
    });
  }

  function look(foreignCommit: boolean): void {
    followClock();
    if (foreignCommit) setAlarm();
    else alarm.check();
  }

  function fire(): void {
    if (!running || firing) return;
    firing = bus
      .publishFrom(takeDue)
      .then(() => {
        firing = undefined;
        setAlarm();
      })
      .catch((error) => {
        firing = undefined;
        log.error({ error }, "firing scheduled events failed, will retry");
        if (running) alarm.set(now() + retryAfterMs);
      });
  }

  return {
    async schedule({ name, at, envelope }) {
      if (!/^[\w-]{1,500}$/.test(name))
        throw new Error(`"${name}" is not a valid task name. Use 1 to 500 letters, digits, - and _.`);
      const fireAtMs = at.getTime();
      if (Number.isNaN(fireAtMs)) throw new Error(`The task ${name} has no valid time.`);
      const text = JSON.stringify(envelope);
      const added = await database.write(() => Boolean(add.run(name, fireAtMs, text).changes));
      if (added && running) alarm.set(fireAtMs);
      return added ? "scheduled" : "exists";
    },
    cancel: (name) => database.write(() => Boolean(end.run(now(), name).changes)),
    async start() {
      if (running) return;
      running = true;
      latest = now();
      unwatch = database.watch(look);
      setAlarm();
    },
    async stop(graceMs) {
      running = false;
      unwatch();
      alarm.clear();
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([firing, giveUp]);
    },
    purgeTombstones: (limit) => Number(purge.run(now() - tombstoneMs, limit).changes),
  };
}
