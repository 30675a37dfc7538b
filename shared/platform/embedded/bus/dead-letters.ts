import { type DeadLetter, type Envelope, unreadableEnvelope } from "../../bus.ts";
import { CursorInvalid, type Page } from "../../documents.ts";
import type { TenantId } from "../../tenant.ts";
import type { Database } from "../database/database.ts";
import type { Claim } from "./deliveries.ts";

/** Dead-lettered events, kept until they are replayed. `add` and `take` run inside a write. */
export function deadLetterTable(database: Database) {
  database.execute(`
    CREATE TABLE IF NOT EXISTS dead_letters (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, subscription TEXT NOT NULL,
      ordering TEXT NOT NULL, envelope TEXT NOT NULL, cause TEXT NOT NULL, attempts INTEGER NOT NULL,
      died_at INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS "dead letters by tenant" ON dead_letters (tenant, sequence);`);
  const add = database.statement(
    `INSERT INTO dead_letters (tenant, subscription, ordering, envelope, cause, attempts, died_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const page = database.statement(
    "SELECT * FROM dead_letters WHERE tenant = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?",
  );
  const take = database.statement(
    "DELETE FROM dead_letters WHERE tenant = ? AND sequence = ? RETURNING subscription, ordering, envelope",
  );

  return {
    add(claim: Claim, cause: string, nowMs: number): void {
      const { tenantId } = JSON.parse(claim.envelope) as Envelope;
      add.run(tenantId, claim.subscription, claim.ordering, claim.envelope, cause, claim.attempt, nowMs);
    },

    /** Removes a dead letter and returns the delivery to repeat. */
    take(tenantId: TenantId, id: string): Pick<Claim, "subscription" | "ordering" | "envelope"> | undefined {
      const sequence = Number(id);
      if (!Number.isSafeInteger(sequence)) return undefined;
      return take.get(tenantId, sequence) as unknown as ReturnType<typeof this.take>;
    },

    /** Newest first. */
    list(tenantId: TenantId, limit: number, cursor: string | undefined): Page<DeadLetter> {
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
      if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
        throw new CursorInvalid("The cursor is invalid. Use the cursor that the previous page returned.");
      const rows = page.all(tenantId, before, limit + 1);
      const items = rows.slice(0, limit).map((row) => ({
        id: String(row.sequence),
        subscription: String(row.subscription),
        ...readEnvelope(String(row.envelope), tenantId),
        cause: String(row.cause),
        attempts: Number(row.attempts),
        diedAt: new Date(Number(row.died_at)).toISOString(),
      }));
      return { items, nextCursor: rows.length > limit ? items.at(-1)?.id : undefined };
    },
  };
}

/** One broken letter must not hide the others. */
function readEnvelope(json: string, tenantId: TenantId): Pick<DeadLetter, "envelope" | "unreadable"> {
  try {
    return { envelope: JSON.parse(json) as Envelope };
  } catch (error) {
    return { envelope: unreadableEnvelope(tenantId), unreadable: String(error) };
  }
}
export type DeadLetterTable = ReturnType<typeof deadLetterTable>;
