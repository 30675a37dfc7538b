import { setTimeout as sleep } from "node:timers/promises";
import { absent, type Documents, put, VersionConflict, type Write } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { deriveId } from "../../runtime/ids.ts";
import { keyedQueue } from "../../runtime/keyed-queue.ts";
import { type CalendarDay, calendarDays, type TakenTime } from "./appointments.ts";
import type { Taken } from "./slots.ts";

export type DayKey = Pick<CalendarDay, "calendar" | "resource" | "date">;

/** What becomes of one day: its new times, or undefined to give up without writing anything. */
export interface DayEdit {
  readonly day: DayKey;
  edit(taken: readonly TakenTime[]): readonly TakenTime[] | undefined;
}

const dayIdOf = ({ calendar, resource, date }: DayKey) => deriveId("calendar-day", calendar, resource, date);
const maxConflicts = 200;
const jitterMs = 20;

/** Bookings of a day take turns within a process, by its database, and meet other processes at the commit. */
const queues = new WeakMap<Documents, ReturnType<typeof keyedQueue>>();

function queueOf(documents: Documents) {
  const queue = queues.get(documents) ?? keyedQueue();
  queues.set(documents, queue);
  return queue;
}

/** The times of a day that are not free at `now`. */
export async function takenOn(documents: Documents, tenantId: TenantId, day: DayKey, now: Date) {
  const stored = await documents.get(tenantId, calendarDays, dayIdOf(day));
  return (stored?.data.taken ?? []).filter((each) => !isLapsed(each, now));
}

/**
 * Commits the edits together with `writes`, as if nobody else booked at the same time. Edits of one day are applied in
 * their order. False when an edit gave up; then nothing is written.
 * @throws VersionConflict when one of `writes` meets another version than expected
 */
export function editDays(
  documents: Documents,
  tenantId: TenantId,
  change: { readonly edits: readonly DayEdit[]; readonly writes: readonly Write[]; readonly now: Date },
): Promise<boolean> {
  const byDay = Map.groupBy(change.edits, ({ day }) => dayIdOf(day));
  const [first = ""] = byDay.keys();
  return queueOf(documents)(`${tenantId}/${first}`, async () => {
    for (let conflicts = 0; ; conflicts += 1) {
      const days = await Promise.all(
        [...byDay].map(([id, edits]) => applyEdits(documents, tenantId, { id, edits, now: change.now })),
      );
      const writes = days.filter((write) => write !== undefined);
      if (writes.length < days.length) return false;
      try {
        await documents.commit(tenantId, [...writes, ...change.writes]);
        return true;
      } catch (error) {
        if (!(error instanceof VersionConflict) || conflicts >= maxConflicts) throw error;
        // Where the days are as they were read, the conflict is one of the caller's own writes.
        if (await areUnchanged(documents, tenantId, writes)) throw error;
        await sleep(Math.random() * jitterMs);
      }
    }
  });
}

async function applyEdits(
  documents: Documents,
  tenantId: TenantId,
  { id, edits, now }: { readonly id: string; readonly edits: readonly DayEdit[]; readonly now: Date },
): Promise<Write | undefined> {
  const stored = await documents.get(tenantId, calendarDays, id);
  let taken: readonly TakenTime[] | undefined = (stored?.data.taken ?? []).filter((each) => !isLapsed(each, now));
  for (const { edit } of edits) taken = taken && edit(taken);
  const day = edits[0]?.day;
  if (taken === undefined || day === undefined) return undefined;
  return put(
    calendarDays,
    id,
    { ...stored?.data, ...day, taken: [...taken] },
    { ifVersion: stored?.version ?? absent },
  );
}

async function areUnchanged(documents: Documents, tenantId: TenantId, writes: readonly Write[]): Promise<boolean> {
  const versions = await Promise.all(
    writes.map(async ({ id }) => (await documents.get(tenantId, calendarDays, id))?.version ?? absent),
  );
  return writes.every(({ ifVersion }, index) => ifVersion === versions[index]);
}

function isLapsed({ heldUntil }: TakenTime, now: Date): boolean {
  return heldUntil !== null && Date.parse(heldUntil) <= now.getTime();
}

export function takenOf({ start, end, beforeMinutes, afterMinutes }: TakenTime): Taken {
  return {
    from: Date.parse(start),
    to: Date.parse(end),
    beforeMs: beforeMinutes * 60_000,
    afterMs: afterMinutes * 60_000,
    weight: 1,
  };
}
