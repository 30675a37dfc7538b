import { getLocale } from "#language";

/** The time of a day of today, the date and time of another day. */
export function clockText(at: string): string {
  const when = new Date(at);
  const isToday = when.toDateString() === new Date().toDateString();
  return when.toLocaleString(
    getLocale(),
    isToday ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" },
  );
}
