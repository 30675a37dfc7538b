/** What the clocks on a tenant's walls show. */
export interface WallClock {
  /** `2026-11-22` */
  readonly date: string;
  /** `18:45` */
  readonly time: string;
  /** `Sunday` */
  readonly weekday: string;
}

/** One for each zone of a process: making one takes a thousand times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

export function wallClock(now: Date, timeZone: string): WallClock {
  const format = formats.get(timeZone) ?? newFormat(timeZone);
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    date: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
    weekday: part("weekday"),
  };
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  const two = "2-digit";
  const shown = { weekday: "long", year: "numeric", month: two, day: two, hour: two, minute: two } as const;
  return new Intl.DateTimeFormat("en-GB", { ...shown, timeZone, hourCycle: "h23" });
}
