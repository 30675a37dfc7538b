import { readTime } from "../../time/spoken/read-time.ts";
import type { TimeSections } from "../../time/spoken/reading.ts";
import { type Appointment, instantOf, type Place, placesIn, refOf } from "./appointment.ts";
import type { BookingCall } from "./bookings.ts";

const timeFields = [
  "at",
  "start",
  "starts_at",
  "start_time",
  "appointment_time",
  "appointment_at",
  "slot_start",
  "slot",
];

/** How a tenant's tools name times. */
interface TimeNaming {
  readonly timeField: string | undefined;
  readonly sections: TimeSections;
  readonly now: Date;
}

/**
 * The appointment that a tool call made, from its result or else its arguments. The time comes from the tenant's field,
 * or else from `date` and `time`, or from one of the usual fields: an ISO time, or words that name one day and hour.
 * Undefined without a time.
 */
export function appointmentOf(
  call: Pick<BookingCall, "arguments" | "result">,
  { fallbackRef, ...naming }: TimeNaming & { readonly fallbackRef: string },
): Appointment | undefined {
  const places = [...placesIn(call.result), call.arguments];
  const at = places.map((place) => timeIn(place, naming)).find((found) => found !== undefined);
  return at === undefined ? undefined : { ref: refOf(call) ?? fallbackRef, at };
}

function timeIn(place: Place, naming: TimeNaming): string | undefined {
  const { timeField } = naming;
  if (timeField !== undefined) {
    const value = timeField.split(".").reduce<unknown>((inner, name) => Object(inner)[name], place);
    return typeof value === "string"
      ? (instantOf(value, naming.sections.timezone) ?? instantIn(value, naming))
      : undefined;
  }
  const { date, time } = place;
  if (typeof date === "string" && typeof time === "string")
    return instantOf(`${date}T${time}`, naming.sections.timezone) ?? instantIn(`${date} ${time}`, naming);
  return timeFields.map((field) => instantIn(place[field], naming)).find((found) => found !== undefined);
}

/** A day without an hour is no appointment, and neither is an hour without a day. */
function instantIn(value: unknown, { sections, now }: TimeNaming): string | undefined {
  if (typeof value !== "string") return undefined;
  const iso = value.includes(":") ? instantOf(value, sections.timezone) : undefined;
  if (iso !== undefined) return iso;
  const reading = readTime(value, { sections, now });
  if (reading.status !== "time" && reading.status !== "range") return undefined;
  if (!reading.namesDay || reading.unknown > 0) return undefined;
  return (reading.status === "time" ? reading.at : reading.from).toISOString();
}
