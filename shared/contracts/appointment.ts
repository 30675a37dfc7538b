import { DateTime } from "luxon";
import { z } from "zod";
import { readTime } from "../time/spoken/read-time.ts";
import type { TimeSections } from "../time/spoken/reading.ts";
import type { BookingCall } from "./bookings.ts";

/** A customer's appointment. `ref` is the tenant's id for it, if there is one. */
export const Appointment = z.object({ ref: z.string(), at: z.string() });
export type Appointment = z.infer<typeof Appointment>;

const refFields = ["appointment_id", "booking_id", "order_id", "slot_id", "row_id", "id"];
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
const nested = ["row", "slot", "appointment", "booking", "order", "data", "result"];

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

/** The tenant's id of the booking in a call. */
export function refOf({ arguments: given, result }: Pick<BookingCall, "arguments" | "result">): string | undefined {
  for (const place of [...placesIn(result), given])
    for (const field of refFields) {
      const value = place[field];
      if ((typeof value === "string" && value !== "") || typeof value === "number") return String(value);
    }
  return undefined;
}

/** Parses an ISO time. A time without an offset is in `timeZone`. Undefined when it is invalid. */
export function instantOf(text: string, timeZone: string): string | undefined {
  const time = DateTime.fromISO(text.trim().replace(" ", "T"), { zone: timeZone });
  return time.isValid ? (time.toUTC().toISO() ?? undefined) : undefined;
}

type Place = Readonly<Record<string, unknown>>;

function placesIn(result: unknown): Place[] {
  if (typeof result !== "object" || result === null || Array.isArray(result)) return [];
  const top = result as Place;
  const inside = nested.map((name) => top[name]).filter((value) => typeof value === "object" && value !== null);
  return [top, ...(inside as Place[])];
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
