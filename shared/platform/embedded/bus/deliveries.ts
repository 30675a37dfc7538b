import type { Database } from "../database/database.ts";

/** A delivery that this instance is handling. `owner` is unique to this claim. */
export interface Claim {
  readonly sequence: number;
  readonly subscription: string;
  readonly ordering: string;
  readonly owner: string;
  readonly attempt: number;
  /** The envelope as JSON. */
  readonly envelope: string;
}

type Row = Omit<Claim, "owner">;

/** Claims a delivery until a time, unless the lease is renewed. */
export interface Lease {
  nextOwner(): string;
  readonly untilMs: number;
}

/**
 * The deliveries table: one row per subscription and event until it is handled.
 *
 * The oldest row of each (subscription, ordering key) is its head. Only heads are delivered, so a key keeps its order
 * and a failing event blocks only its own key. A leased row is a head that is unavailable until the lease ends.
 *
 * Every function except `nextAvailableAt` runs inside a write.
 */
export function deliveryTable(database: Database) {
  database.execute(`
    CREATE TABLE IF NOT EXISTS deliveries (
      sequence INTEGER PRIMARY KEY, subscription TEXT NOT NULL, ordering TEXT NOT NULL, head INTEGER NOT NULL,
      available_at INTEGER NOT NULL, owner TEXT, attempt INTEGER NOT NULL, envelope TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS "deliveries by key" ON deliveries (subscription, ordering, sequence);
    CREATE INDEX IF NOT EXISTS "deliveries available" ON deliveries (available_at, subscription) WHERE head = 1;`);
  const ofKey = database.statement("SELECT 1 FROM deliveries WHERE subscription = ? AND ordering = ? LIMIT 1");
  const add = database.statement(
    "INSERT INTO deliveries (subscription, ordering, head, available_at, owner, attempt, envelope) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const oldestOfKey = database.statement(
    "SELECT sequence, subscription, ordering, attempt, envelope FROM deliveries WHERE subscription = ? AND ordering = ? ORDER BY sequence LIMIT 1",
  );
  const take = database.statement(
    "UPDATE deliveries SET head = 1, available_at = ?, owner = ?, attempt = ? WHERE sequence = ?",
  );
  const available = database.statement(
    `SELECT sequence, subscription, ordering, attempt, envelope FROM deliveries INDEXED BY "deliveries available"
     WHERE head = 1 AND available_at <= ? AND subscription IN (SELECT value FROM json_each(?))
     ORDER BY available_at, sequence LIMIT ?`,
  );
  const next = database.statement(
    `SELECT min(available_at) AS at FROM deliveries INDEXED BY "deliveries available"
     WHERE head = 1 AND subscription IN (SELECT value FROM json_each(?))`,
  );
  const promote = database.statement("UPDATE deliveries SET head = 1 WHERE sequence = ?");
  const remove = database.statement("DELETE FROM deliveries WHERE sequence = ? AND owner = ?");
  const postpone = database.statement(
    "UPDATE deliveries SET available_at = ?, owner = NULL WHERE sequence = ? AND owner = ?",
  );
  const extend = database.statement("UPDATE deliveries SET available_at = ? WHERE sequence = ? AND owner = ?");
  const owners = database.statement("SELECT DISTINCT owner FROM deliveries WHERE head = 1 AND owner IS NOT NULL");
  const free = database.statement("UPDATE deliveries SET available_at = ?, owner = NULL WHERE owner = ?");

  const drop = database.statement("DELETE FROM deliveries WHERE subscription = ?");

  function claim(row: Row, lease: Lease): Claim {
    const taken = { ...row, owner: lease.nextOwner(), attempt: row.attempt + 1 };
    take.run(lease.untilMs, taken.owner, taken.attempt, taken.sequence);
    return taken;
  }

  return {
    /** Adds a delivery. With a `lease`, it is claimed at once if no earlier delivery of its key waits. */
    insert(
      delivery: Pick<Claim, "subscription" | "ordering" | "envelope">,
      nowMs: number,
      lease: Lease | undefined,
    ): Claim | undefined {
      const { subscription, ordering, envelope } = delivery;
      const head = ofKey.get(subscription, ordering) === undefined;
      if (!head || !lease) {
        add.run(subscription, ordering, head ? 1 : 0, nowMs, null, 0, envelope);
        return undefined;
      }
      const owner = lease.nextOwner();
      const { lastInsertRowid } = add.run(subscription, ordering, 1, lease.untilMs, owner, 1, envelope);
      return { sequence: Number(lastInsertRowid), subscription, ordering, owner, attempt: 1, envelope };
    },

    /** Claims at most `limit` due deliveries, oldest first. */
    claimAvailable(subscriptions: readonly string[], nowMs: number, limit: number, lease: Lease): readonly Claim[] {
      const rows = available.all(nowMs, JSON.stringify(subscriptions), limit) as unknown as Row[];
      return rows.map((row) => claim(row, lease));
    },

    /**
     * Removes a handled delivery and makes the next one of its key available. With a `lease`, that next delivery is
     * claimed at once. `removed` is false when the lease was lost meanwhile.
     */
    remove(done: Claim, lease: Lease | undefined): { readonly removed: boolean; readonly next: Claim | undefined } {
      if (!remove.run(done.sequence, done.owner).changes) return { removed: false, next: undefined };
      const next = oldestOfKey.get(done.subscription, done.ordering) as unknown as Row | undefined;
      if (next && lease) return { removed: true, next: claim(next, lease) };
      if (next) promote.run(next.sequence);
      return { removed: true, next: undefined };
    },

    /** Releases a delivery until a time. False when the lease was lost meanwhile. */
    postpone(failed: Claim, untilMs: number): boolean {
      return Boolean(postpone.run(untilMs, failed.sequence, failed.owner).changes);
    },

    renew(held: Claim, lease: Lease): void {
      extend.run(lease.untilMs, held.sequence, held.owner);
    },

    /** Releases every lease of an instance that no longer runs. Owners start with their instance's id. */
    freeAbandoned(isAlive: (instanceId: string) => boolean, nowMs: number): number {
      const abandoned = owners
        .all()
        .map((row) => String(row.owner))
        .filter((owner) => !isAlive(owner.split("/")[0] ?? ""));
      for (const owner of abandoned) free.run(nowMs, owner);
      return abandoned.length;
    },

    /** Drops the waiting deliveries of a removed subscription. */
    dropSubscription(name: string): void {
      drop.run(name);
    },

    nextAvailableAt(subscriptions: readonly string[]): number | undefined {
      const at = next.get(JSON.stringify(subscriptions))?.at;
      return typeof at === "number" ? at : undefined;
    },
  };
}
export type DeliveryTable = ReturnType<typeof deliveryTable>;
