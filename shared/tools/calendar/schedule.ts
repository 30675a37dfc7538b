import { DateTime } from "luxon";
import { titleOf } from "../../schema/title-of.ts";
import type { OpeningSections } from "../../time/business-hours.ts";
import { openingsOn } from "../../time/opening-hours.ts";
import type { CalendarConfig, Resource, Service } from "./calendar-config.ts";
import { type Candidate, startsWithin } from "./slots.ts";

/** What a calendar offers, regardless of what is taken. Pure. */
export interface Schedule {
  readonly zone: string;
  service(id: string): Service | undefined;
  resource(id: string): Resource | undefined;
  resourcesFor(service: Service, only: string | undefined): readonly Resource[];
  /** The instants at which the service may begin on a local day, within notice and horizon. */
  starts(day: DateTime, at: { readonly resource: Resource; readonly service: Service; readonly now: Date }): number[];
}

export function scheduleOf(config: CalendarConfig, sections: OpeningSections): Schedule {
  const zone = sections.timezone;
  return {
    zone,
    service: (id) => config.services.find((each) => each.id === id),
    resource: (id) => config.resources.find((each) => each.id === id),
    resourcesFor: (service, only) =>
      config.resources.filter(
        ({ id, services }) => (services?.includes(service.id) ?? true) && (only === undefined || only === id),
      ),
    starts(day, { resource, service, now }) {
      const business_hours = resource.opening_hours ?? config.opening_hours ?? sections.business_hours;
      const openings = openingsOn({ ...sections, business_hours }, day);
      const earliest = now.getTime() + config.notice_minutes * 60_000;
      const latest = DateTime.fromJSDate(now, { zone }).plus({ days: config.days_ahead }).endOf("day").toMillis();
      return startsWithin(openings, service.minutes, config.every_minutes).filter(
        (start) => start >= earliest && start <= latest,
      );
    },
  };
}

export function candidateOf(start: number, service: Service): Candidate {
  return {
    from: start,
    to: start + service.minutes * 60_000,
    beforeMs: service.buffer_before * 60_000,
    afterMs: service.buffer_after * 60_000,
  };
}

/** The ISO text of an instant in the calendar's zone: what tools show and take. */
export function localIso(at: number | string, zone: string): string {
  const time = typeof at === "number" ? DateTime.fromMillis(at, { zone }) : DateTime.fromISO(at, { zone });
  return time.toISO({ suppressMilliseconds: true, suppressSeconds: true }) ?? "";
}

/** `Tuesday 1 December, 10:30 AM`. */
export function spokenTime(at: number | string, zone: string): string {
  const time = typeof at === "number" ? DateTime.fromMillis(at, { zone }) : DateTime.fromISO(at, { zone });
  return time.setLocale("en").toFormat("cccc d LLLL, h:mm a");
}

/** An instant from a model's text. A text without an offset is in the calendar's zone. Undefined: no time. */
export function readStart(text: string, zone: string): number | undefined {
  const time = DateTime.fromISO(text.trim().replace(" ", "T"), { zone });
  return time.isValid && /\d:\d\d/.test(text) ? time.toMillis() : undefined;
}

export function nameOf({ id, name }: { readonly id: string; readonly name?: string | undefined }): string {
  return name ?? titleOf(id);
}
