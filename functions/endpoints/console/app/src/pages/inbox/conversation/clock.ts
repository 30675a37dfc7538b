import { dateFormat } from "../../../components/formats.ts";
import { region } from "../../../components/region.ts";

/** The time of a day of today, the date and time of another day. */
export function clockText(at: string): string {
  const when = new Date(at);
  const isToday = when.toDateString() === new Date().toDateString();
  const form = isToday ? ({ timeStyle: "short" } as const) : ({ dateStyle: "medium", timeStyle: "short" } as const);
  return dateFormat(region(), form).format(when);
}
