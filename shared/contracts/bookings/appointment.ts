import { DateTime } from "luxon";
import { z } from "zod";
import type { BookingCall } from "./bookings.ts";

/** A customer's appointment. `ref` is the tenant's id for it, if there is one. */
export const Appointment = z.object({ ref: z.string(), at: z.string() });
export type Appointment = z.infer<typeof Appointment>;

const refFields = ["appointment_id", "booking_id", "order_id", "slot_id", "row_id", "id"];
const nested = ["row", "slot", "appointment", "booking", "order", "data", "result"];

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

/** An object in which a call may name its booking. */
export type Place = Readonly<Record<string, unknown>>;

/** The result of a call and the objects in it that usually hold the booking. */
export function placesIn(result: unknown): Place[] {
  if (typeof result !== "object" || result === null || Array.isArray(result)) return [];
  const top = result as Place;
  const inside = nested.map((name) => top[name]).filter((value) => typeof value === "object" && value !== null);
  return [top, ...(inside as Place[])];
}
