import type { Measurement } from "../../../../shared/contracts/metrics/measurements.ts";
import { addCounters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import type { Rollup, RollupMonth } from "../../../../shared/contracts/metrics/rollups.ts";
import { type Collection, type Documents, put, type Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newOwned, type Owned } from "../../../../shared/runtime/owned-document.ts";
import { type Delta, rollupId } from "./deltas.ts";
import {
  type RollupTotals,
  rollupDocuments,
  rollupMonthDocuments,
  rollupTotals,
  totalsId,
  totalsKept,
} from "./documents.ts";

interface Added {
  readonly deltas: readonly Delta[];
  readonly gauges: readonly Pick<Measurement, "gauges" | "at">[];
  readonly now: Date;
}

/**
 * The writes that add to rollups, months and totals. Only the collector writes them, and its own document's version guards
 * the commit.
 */
export async function rollupWrites(
  documents: Documents,
  tenantId: TenantId,
  added: Added,
): Promise<{ readonly writes: readonly Write[]; readonly months: readonly RollupMonth[] }> {
  const gauges = added.gauges.filter((each) => Object.keys(each.gauges).length > 0);
  if (added.deltas.length === 0 && gauges.length === 0) return { writes: [], months: [] };
  const at = added.now.toISOString();
  const read = async <T>(collection: Collection<Owned<T>>, id: string) =>
    (await documents.get(tenantId, collection, id))?.data.state;
  const days = added.deltas.map(async (delta): Promise<Write> => {
    const id = rollupId(delta);
    const before = await read(rollupDocuments.collection, id);
    const counters = before ? addCounters(before.counters, delta.counters) : delta.counters;
    const { day, agent, channel } = delta;
    const next: Rollup = { day, agent, channel, counters, updatedAt: at };
    return put(rollupDocuments.collection, id, newOwned(next));
  });
  const months = [...Map.groupBy(added.deltas, ({ day }) => day.slice(0, 7))].map(
    async ([month, deltas]): Promise<RollupMonth> => {
      const before = await read(rollupMonthDocuments.collection, month);
      return { month, days: withDays(before?.days ?? {}, deltas), updatedAt: at };
    },
  );
  const totals = read(rollupTotals.collection, totalsId).then((before) =>
    put(rollupTotals.collection, totalsId, newOwned(withTotals(before, { ...added, gauges }, at))),
  );
  const next = await Promise.all(months);
  const monthWrites = next.map((month) => put(rollupMonthDocuments.collection, month.month, newOwned(month)));
  return { writes: [...(await Promise.all([...days, totals])), ...monthWrites], months: next };
}

function withDays(before: RollupMonth["days"], added: readonly Delta[]): RollupMonth["days"] {
  const days = { ...before };
  for (const { day, counters } of added) {
    const key = day.slice(8);
    const known = days[key];
    days[key] = known ? addCounters(known, counters) : counters;
  }
  return days;
}

function withTotals(before: RollupTotals | undefined, { deltas, gauges }: Added, at: string): RollupTotals {
  const parts = { ...before?.parts };
  for (const { agent, channel, counters } of deltas) {
    const own = `${agent.name}~${channel}`;
    const isFull = parts[own] === undefined && Object.keys(parts).length >= totalsKept - 1;
    const key = isFull ? "other" : own;
    const known = parts[key];
    const named = isFull ? { agent: "other", channel: "other" } : { agent: agent.name, channel };
    parts[key] = { ...named, counters: known ? addCounters(known.counters, counters) : counters };
  }
  const values = { ...before?.gauges };
  for (const gauge of gauges)
    for (const [name, value] of Object.entries(gauge.gauges)) {
      const known = values[name];
      const isFull = known === undefined && Object.keys(values).length >= totalsKept;
      if (!isFull && (known === undefined || known.at <= gauge.at)) values[name] = { value, at: gauge.at };
    }
  return { parts, gauges: values, updatedAt: at };
}
