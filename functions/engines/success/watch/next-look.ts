import { DateTime } from "luxon";
import { successLookDue } from "../../../../shared/events/index.ts";
import { type NewTask, newEvent } from "../../../../shared/runtime/step.ts";
import { watchId } from "./watch.ts";

/** After the night, when the day before has been counted. */
const hour = 6;

/** The next look: in the morning of the client's zone. Its name holds its day, so a repeat schedules nothing. */
export function nextLook(round: string, now: Date, zone: string): NewTask & { readonly returns: true } {
  const local = DateTime.fromJSDate(now, { zone });
  const today = local.set({ hour, minute: 0, second: 0, millisecond: 0 });
  const at = today > local ? today : today.plus({ days: 1 });
  const day = at.toISODate() ?? "";
  const due = newEvent(successLookDue, watchId, { round, day });
  return { ...due, name: `success-look-${round}-${day}`, at: at.toJSDate(), returns: true };
}
