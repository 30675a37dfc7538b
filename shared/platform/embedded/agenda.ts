import type { Envelope } from "../bus.ts";
import type { Database } from "./database/database.ts";

/** The remaining work of a platform. A caller that moves the clock uses it to see when the platform is idle. */
export interface Agenda {
  /** Deliveries being handled, plus events and deliveries that are due. */
  readonly open: number;
  /** The time of the next waiting item; undefined when nothing waits. */
  readonly nextAt: Date | undefined;
  /** Scheduled events that are not due yet, earliest first. */
  readonly scheduled: readonly ScheduledEvent[];
}

export interface ScheduledEvent extends Pick<Envelope, "id" | "type" | "tenantId" | "key"> {
  readonly name: string;
  readonly at: Date;
}

/** Reads the agenda inside a write, so that it reflects everything this process requested before. */
export function agendaReader(database: Database, now: () => number): () => Promise<Agenda> {
  const openDeliveries = database.statement(
    "SELECT count(*) AS count FROM deliveries WHERE head = 1 AND (owner IS NOT NULL OR available_at <= ?)",
  );
  const nextDelivery = database.statement(
    "SELECT min(available_at) AS at FROM deliveries WHERE head = 1 AND owner IS NULL AND available_at > ?",
  );
  const waiting = database.statement(
    "SELECT name, fire_at, envelope FROM tasks WHERE ended_at IS NULL ORDER BY fire_at, rowid",
  );

  return () =>
    database.write(() => {
      const nowMs = now();
      const scheduled = waiting.all().map((row): ScheduledEvent => {
        const { id, type, tenantId, key } = JSON.parse(String(row.envelope)) as Envelope;
        return { id, type, tenantId, key, name: String(row.name), at: new Date(Number(row.fire_at)) };
      });
      const dueEvents = scheduled.filter(({ at }) => at.getTime() <= nowMs).length;
      const times = [nextDelivery.get(nowMs)?.at, scheduled[dueEvents]?.at.getTime()].filter(
        (at) => typeof at === "number",
      );
      return {
        open: Number(openDeliveries.get(nowMs)?.count ?? 0) + dueEvents,
        nextAt: times.length === 0 ? undefined : new Date(Math.min(...times)),
        scheduled,
      };
    });
}
