import { z } from "zod";
import { ChannelType } from "../../events/conversation/conversation.ts";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { readModel } from "../read-model.ts";
import { addCounters, Counters, noCounters } from "./rollup-counters.ts";

/** The agent version and channel of what no conversation belongs to, such as probes. */
export const noAgent = { name: "-", version: 0 } as const;
export const RollupChannel = z.union([ChannelType, z.literal("-")]);
export type RollupChannel = z.infer<typeof RollupChannel>;

/** What happened on one day, by one agent version, in one channel. The tenant's time zone decides the day. */
export const Rollup = z.object({
  /** `2026-11-29` */
  day: z.string(),
  /** The configuration of the conversations. */
  agent: z.object({ name: z.string(), version: z.number().int() }),
  channel: RollupChannel,
  counters: Counters,
  updatedAt: z.string(),
});
export type Rollup = z.infer<typeof Rollup>;

/** The monitoring engine owns these documents. */
export const rollups = readModel<Rollup>({
  name: "rollups",
  state: Rollup as unknown as z.ZodType<Rollup>,
  indexes: [["day asc"], ["day desc"]],
  confidential: false,
});

/** The days of a month, over all versions and channels: a year of a tenant is twelve reads. */
export const RollupMonth = z.object({
  /** `2026-11` */
  month: z.string(),
  /** By day of the month: `01` to `31`. Days without anything are left out. */
  days: z.record(z.string(), Counters),
  updatedAt: z.string(),
});
export type RollupMonth = z.infer<typeof RollupMonth>;

/** The monitoring engine owns these documents. Their ids are the months. */
export const rollupMonths = readModel<RollupMonth>({
  name: "rollup-months",
  state: RollupMonth as unknown as z.ZodType<RollupMonth>,
  indexes: [],
  confidential: false,
});

export interface DayCounters {
  readonly day: string;
  readonly counters: Counters;
}

/** A range of days, both included (ISO dates). */
export interface DayRange {
  readonly from: string;
  readonly until: string;
}

/** Each day of the range on which something happened, oldest first, over all versions and channels: a read a month. */
export async function readDays(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  range: DayRange,
): Promise<readonly DayCounters[]> {
  const read = await Promise.all(monthsOf(range).map((month) => documents.get(tenantId, rollupMonths, month)));
  return read
    .flatMap((stored) => {
      if (!stored) return [];
      const { month, days } = stored.data.state;
      return Object.entries(days).map(([day, counters]) => ({ day: `${month}-${day}`, counters }));
    })
    .filter(({ day }) => day >= range.from && day <= range.until)
    .sort((one, other) => one.day.localeCompare(other.day));
}

/** Each day by agent version and channel, oldest first: a read for each that happened. */
export async function* readRollups(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  { from, until }: DayRange,
): AsyncGenerator<Rollup> {
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, rollups, {
      where: [
        ["state.day", ">=", from],
        ["state.day", "<=", until],
      ],
      orderBy: { field: "state.day", direction: "asc" },
      limit: 200,
      cursor,
    });
    for (const { data } of page.items) yield data.state;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** The sum of what was read. */
export function totalOf(days: Iterable<Pick<DayCounters, "counters">>): Counters {
  let total = noCounters();
  for (const { counters } of days) total = addCounters(total, counters);
  return total;
}

function monthsOf({ from, until }: DayRange): readonly string[] {
  const months: string[] = [];
  const last = until.slice(0, 7);
  for (let month = from.slice(0, 7); month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

function monthAfter(month: string): string {
  const year = Number(month.slice(0, 4));
  const number = Number(month.slice(5, 7));
  return number === 12
    ? `${String(year + 1).padStart(4, "0")}-01`
    : `${month.slice(0, 5)}${String(number + 1).padStart(2, "0")}`;
}
