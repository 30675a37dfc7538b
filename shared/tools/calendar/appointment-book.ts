import { createHash } from "node:crypto";
import { DateTime } from "luxon";
import { absent, type Documents, put, type Stored } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import type { ToolCallContext } from "../tool.ts";
import { type Appointment, appointments, maxPerDay, type TakenTime } from "./appointments.ts";
import type { Resource, Service } from "./calendar-config.ts";
import { type DayEdit, editDays, takenOf } from "./day-book.ts";
import { outsideTaken } from "./free-slots.ts";
import type { OutsideCalendar, OutsideEvent } from "./outside-calendar.ts";
import { candidateOf, nameOf, type Schedule } from "./schedule.ts";
import { fits, type Taken } from "./slots.ts";

/** How long a time stays reserved while Google Calendar answers. Longer than any tool call. */
const holdMs = 5 * 60_000;

type Call = Pick<ToolCallContext, "tenantId" | "customer" | "now" | "signal">;
type Times = Pick<Appointment, "start" | "end">;

/** A time at a resource that an appointment is to take. */
export interface Wish {
  readonly service: Service;
  readonly resource: Resource;
  readonly start: number;
}

/** The same call always names the same appointment. */
export function appointmentIdOf(idempotencyKey: string): string {
  return `A-${createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 10).toUpperCase()}`;
}

/**
 * The appointments of one calendar. A time is given once, whoever books at the same moment: all bookings of a resource's
 * day meet in one document. With a calendar outside, the time is reserved first, then written there, then made final; every
 * step may be repeated after a crash.
 */
export function appointmentBook(deps: {
  readonly calendar: string;
  readonly schedule: Schedule;
  readonly documents: Documents;
  readonly outside: OutsideCalendar | undefined;
}) {
  const { documents, outside, schedule, calendar } = deps;

  const get = (tenantId: TenantId, id: string) => documents.get(tenantId, appointments, id);

  /** Gives the appointment a time, or another one. False: the time is taken, and nothing has changed. */
  async function place(given: Appointment, wish: Wish, call: Call, before?: Stored<Appointment>): Promise<boolean> {
    const next: Appointment = { ...given, ...timesOf(wish), resource: wish.resource.id, service: wish.service.id };
    const former = before?.data.status === "booked" ? before.data : undefined;
    const taking = takes(next, wish, await blockedAround(wish, call), call.now);
    const giving = former ? [gives(former, next)] : [];
    if (!outside) return commit([taking, ...giving], { ...next, status: "booked" }, call, before);

    // A booked appointment keeps its old time until the event has moved.
    if (!(await commit([taking], former ? undefined : { ...next, status: "held" }, call, before))) return false;
    try {
      await outside.put({ ...call, resource: wish.resource }, eventOf(next, wish.service));
      if (!fits(candidateOf(wish.start, wish.service), await blockedAround(wish, call), wish.resource.capacity)) {
        await putBack(next, former, wish, call);
        await release(next, call);
        return false;
      }
    } catch (error) {
      // After any other error the event may exist. A repeat writes it again; without one the reservation lapses.
      if (error instanceof RetryableError || error instanceof TerminalError) await release(next, call);
      throw error;
    }
    const held = former ? before : await get(call.tenantId, next.id);
    await commit([keeps(next), ...giving], { ...next, status: "booked" }, call, held);
    const old = former && former.resource !== next.resource && schedule.resource(former.resource);
    if (old) await outside.remove({ ...call, resource: old }, next.id);
    return true;
  }

  /** Cancels an appointment: first outside, then here. */
  async function cancel(stored: Stored<Appointment>, call: Call): Promise<void> {
    const { data } = stored;
    const resource = schedule.resource(data.resource);
    if (outside && resource) await outside.remove({ ...call, resource }, data.id);
    await commit([gives(data)], { ...data, status: "cancelled" }, call, stored);
  }

  /** The customer's appointments of this calendar that are still to come, soonest first. */
  async function upcoming({ tenantId, customer, now }: Call): Promise<readonly Appointment[]> {
    const page = await documents.query(tenantId, appointments, {
      where: [
        ["customerId", "==", customer.id],
        ["start", ">", now.toISOString()],
      ],
      orderBy: { field: "start", direction: "desc" },
      limit: 100,
    });
    const own = page.items.filter(({ data }) => data.calendar === calendar && data.status === "booked");
    return own.map(({ data }) => data).reverse();
  }

  return { get, place, cancel, upcoming };

  function commit(edits: readonly DayEdit[], next: Appointment | undefined, call: Call, before?: Stored<Appointment>) {
    const data = next && { ...next, updatedAt: call.now.toISOString() };
    const writes = data ? [put(appointments, data.id, data, { ifVersion: before?.version ?? absent })] : [];
    return editDays(documents, call.tenantId, { edits, writes, now: call.now });
  }

  function dayOf({ resource, start }: Pick<Appointment, "resource" | "start">) {
    const date = DateTime.fromISO(start).setZone(schedule.zone).toISODate() ?? "";
    return { calendar, resource, date };
  }

  function takes(next: Appointment, { service, resource, start }: Wish, blocked: readonly Taken[], now: Date): DayEdit {
    const { buffer_before: beforeMinutes, buffer_after: afterMinutes } = service;
    const heldUntil = outside ? new Date(now.getTime() + holdMs).toISOString() : null;
    const entry = { appointmentId: next.id, start: next.start, end: next.end, beforeMinutes, afterMinutes, heldUntil };
    const edit = (taken: readonly TakenTime[]) => {
      const others = taken.filter(({ appointmentId }) => appointmentId !== next.id).map(takenOf);
      const fitsIn = fits(candidateOf(start, service), [...others, ...blocked], resource.capacity);
      return fitsIn && taken.length < maxPerDay ? [...taken.filter((each) => !isEntry(each, next)), entry] : undefined;
    };
    return { day: dayOf(next), edit };
  }

  function keeps(next: Appointment): DayEdit {
    const edit = (taken: readonly TakenTime[]) =>
      taken.map((each) => (isEntry(each, next) ? { ...each, heldUntil: null } : each));
    return { day: dayOf(next), edit };
  }

  /** Frees the appointment's time, unless it is the one that it takes. */
  function gives(former: Appointment, next?: Appointment): DayEdit {
    const isSame = next !== undefined && next.start === former.start && next.resource === former.resource;
    return { day: dayOf(former), edit: (taken) => taken.filter((each) => isSame || !isEntry(each, former)) };
  }

  /** Ends a reservation. The appointment itself is as before, or was never more than held. */
  async function release(next: Appointment, { tenantId, now }: Call): Promise<void> {
    const edit = (taken: readonly TakenTime[]) =>
      taken.filter((each) => !isEntry(each, next) || each.heldUntil === null);
    await editDays(documents, tenantId, { edits: [{ day: dayOf(next), edit }], writes: [], now });
  }

  async function putBack(next: Appointment, former: Appointment | undefined, { service, resource }: Wish, call: Call) {
    if (former?.resource === next.resource) await outside?.put({ ...call, resource }, eventOf(former, service));
    else await outside?.remove({ ...call, resource }, next.id);
  }

  /** What the outside calendar blocks around the wish, own appointments aside. */
  async function blockedAround({ resource, service, start }: Wish, call: Call): Promise<readonly Taken[]> {
    const { from, to, beforeMs, afterMs } = candidateOf(start, service);
    const busy = await outside?.busy({ ...call, resource }, new Date(from - beforeMs), new Date(to + afterMs));
    return outsideTaken(busy ?? [], resource);
  }
}

function timesOf({ start, service }: Wish): Times {
  const end = new Date(start + service.minutes * 60_000).toISOString();
  return { start: new Date(start).toISOString(), end };
}

function isEntry({ appointmentId, start }: TakenTime, { id, start: at }: Appointment): boolean {
  return appointmentId === id && start === at;
}

function eventOf({ id, name, note, start, end }: Appointment, service: Service): OutsideEvent {
  const what = nameOf(service);
  const description = [`Number ${id}, booked by the assistant.`, ...(note === null ? [] : [note])].join("\n");
  return { appointmentId: id, start, end, summary: name === null ? what : `${what}: ${name}`, description };
}
