import { z } from "zod";
import type { Source } from "../../knowledge/source.ts";
import type { Documents } from "../../platform/documents.ts";
import { titleOf } from "../../schema/title-of.ts";
import type { appointmentBook } from "./appointment-book.ts";
import type { Appointment } from "./appointments.ts";
import type { CalendarConfig } from "./calendar-config.ts";
import type { Slot } from "./free-slots.ts";
import type { OutsideCalendar } from "./outside-calendar.ts";
import { localIso, nameOf, type Schedule, spokenTime } from "./schedule.ts";

/** What the tools of one calendar share. */
export interface CalendarParts {
  /** The entry's name in the configuration. */
  readonly entry: string;
  readonly about: string;
  readonly config: CalendarConfig;
  readonly schedule: Schedule;
  readonly documents: Documents;
  readonly outside: OutsideCalendar | undefined;
  readonly book: ReturnType<typeof appointmentBook>;
}

export function serviceParameter({ services }: CalendarConfig) {
  const ids = services.map(({ id }) => id) as [string, ...string[]];
  const known = services.map((each) => `${each.id}: ${nameOf(each)}, ${each.minutes} minutes`).join("; ");
  const service = z.enum(ids).describe(`What is booked. ${known}`);
  return ids.length === 1 ? service.default(ids[0]) : service;
}

export function resourceParameter({ resources }: CalendarConfig) {
  const known = resources.map((each) => `${each.id}: ${nameOf(each)}`).join("; ");
  return z
    .enum(resources.map(({ id }) => id) as [string, ...string[]])
    .optional()
    .describe(`Only when the customer asks for one. ${known}`);
}

export function slotView({ start, resource }: Slot, { zone }: Schedule) {
  return { start: localIso(start, zone), says: spokenTime(start, zone), resource: resource.id, with: nameOf(resource) };
}

export function appointmentView(appointment: Appointment, { schedule }: CalendarParts) {
  const { id, start, end, service, resource, status } = appointment;
  return {
    appointment_id: id,
    start: localIso(start, schedule.zone),
    end: localIso(end, schedule.zone),
    says: spokenTime(start, schedule.zone),
    service: nameOf(schedule.service(service) ?? { id: service }),
    with: nameOf(schedule.resource(resource) ?? { id: resource }),
    status,
  };
}

/** What the guard may find in an answer about times. */
export function sourceOf({ entry }: CalendarParts, content: unknown): readonly Source[] {
  return [{ id: `tool:${entry}`, title: titleOf(entry), text: JSON.stringify(content) }];
}
