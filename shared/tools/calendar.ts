/** Days and times of day in one time zone. */
export interface Calendar {
  /** YYYY-MM-DD. */
  dayOf(now: Date): string;
  /** HH:MM, 24 hours. */
  timeOf(now: Date): string;
}

export function createCalendar(timeZone = "UTC"): Calendar {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return { dayOf: (now) => format.format(now).slice(0, 10), timeOf: (now) => format.format(now).slice(11, 16) };
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
