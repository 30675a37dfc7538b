/** Days and times of day in one time zone. */
export interface Calendar {
  /** YYYY-MM-DD. */
  dayOf(now: Date): string;
  /** HH:MM, 24 hours. */
  timeOf(now: Date): string;
}

const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;

export function createCalendar(timeZone = "UTC"): Calendar {
  // Created at the first use, because creating a formatter takes 9 ms of an instance's first turn.
  let formatter: Intl.DateTimeFormat | undefined;
  const format = (now: Date) => {
    formatter ??= new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone });
    return formatter.format(now);
  };
  return { dayOf: (now) => format(now).slice(0, 10), timeOf: (now) => format(now).slice(11, 16) };
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
