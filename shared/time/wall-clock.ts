/** A local date and time. */
export interface WallClock {
  /** `2026-11-22` */
  readonly date: string;
  /** `18:45` */
  readonly time: string;
  /** `Sunday` */
  readonly weekday: string;
}

interface Zone {
  /** Cached, because creating a formatter takes a thousand times as long as using it. */
  readonly format: Intl.DateTimeFormat;
  readonly minute: number;
  readonly clock: WallClock;
}

/** The newest result for each zone of this process. It is valid for a minute. */
const zones = new Map<string, Zone>();

export function wallClock(now: Date, timeZone: string): WallClock {
  const minute = Math.floor(now.getTime() / 60_000);
  const cached = zones.get(timeZone);
  if (cached?.minute === minute) return cached.clock;
  const format = cached?.format ?? newFormat(timeZone);
  const clock = read(format, now);
  zones.set(timeZone, { format, minute, clock });
  return clock;
}

function read(format: Intl.DateTimeFormat, now: Date): WallClock {
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
  const options = { weekday: "long", year: "numeric", month: two, day: two, hour: two, minute: two } as const;
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone, hourCycle: "h23" });
}
