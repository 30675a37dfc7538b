import { DateTime } from "luxon";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { Resource, Service } from "./calendar-config.ts";
import { takenOf, takenOn } from "./day-book.ts";
import type { OutsideBusy, OutsideCalendar } from "./outside-calendar.ts";
import { candidateOf, type Schedule } from "./schedule.ts";
import { fits, type Taken } from "./slots.ts";

export interface Slot {
  readonly start: number;
  readonly resource: Resource;
}

interface Search {
  readonly calendar: string;
  readonly tenantId: TenantId;
  readonly service: Service;
  readonly resources: readonly Resource[];
  readonly from: DateTime;
  readonly days: number;
  readonly now: Date;
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Whether a local time of day is wanted. */
  wants(start: DateTime): boolean;
}

/** Blocks a resource entirely: an event in another calendar does not say how many people it is for. */
export function outsideTaken(busy: readonly OutsideBusy[], { capacity }: Resource): readonly Taken[] {
  return busy
    .filter(({ appointmentId }) => appointmentId === null)
    .map(({ from, to }) => ({ from, to, beforeMs: 0, afterMs: 0, weight: capacity }));
}

/** The next free slots in order, at most `limit` and one per time. `more` is true when there are others. */
export async function freeSlots(
  search: Search,
  { documents, schedule, outside }: { documents: Documents; schedule: Schedule; outside: OutsideCalendar | undefined },
): Promise<{ readonly slots: readonly Slot[]; readonly more: boolean }> {
  const { tenantId, service, resources, now, limit, signal } = search;
  const end = search.from.plus({ days: search.days });
  const blocked = new Map(
    await Promise.all(
      resources.map(async (resource): Promise<[string, readonly Taken[]]> => {
        const busy = await outside?.busy({ tenantId, resource, signal }, search.from.toJSDate(), end.toJSDate());
        return [resource.id, outsideTaken(busy ?? [], resource)];
      }),
    ),
  );
  const found = new Map<number, Slot>();
  for (let ahead = 0; ahead < search.days && found.size <= limit; ahead += 1) {
    const day = search.from.plus({ days: ahead });
    const ofDay = await Promise.all(resources.map((resource) => freeOn(day, resource)));
    for (const slot of ofDay.flat().sort((a, b) => a.start - b.start))
      if (!found.has(slot.start)) found.set(slot.start, slot);
  }
  const slots = [...found.values()];
  return { slots: slots.slice(0, limit), more: slots.length > limit };

  async function freeOn(day: DateTime, resource: Resource): Promise<readonly Slot[]> {
    const starts = schedule
      .starts(day, { resource, service, now })
      .filter((start) => search.wants(DateTime.fromMillis(start, { zone: schedule.zone })));
    if (starts.length === 0) return [];
    const key = { calendar: search.calendar, resource: resource.id, date: day.toISODate() ?? "" };
    const own = (await takenOn(documents, tenantId, key, now)).map(takenOf);
    const taken = [...own, ...(blocked.get(resource.id) ?? [])];
    return starts
      .filter((start) => fits(candidateOf(start, service), taken, resource.capacity))
      .map((start) => ({ start, resource }));
  }
}
