import { DateTime } from "luxon";

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Parses `90s`, `5m`, `1h30m` or `2d` to milliseconds; undefined for an invalid duration. */
export function durationMs(text: string): number | undefined {
  if (!/^(\d+(ms|[smhd]))+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)(ms|[smhd])/g)].reduce(
    (sum, [, count, unit = ""]) => sum + Number(count) * (unitMs[unit] ?? 0),
    0,
  );
}

/** Parses `2026-11-23T09:00+05:30` or `2026-11-23T09:00 Asia/Kolkata`; undefined for any other text. */
export function momentOf(text: string): Date | undefined {
  const [local = "", zone, ...rest] = text.trim().split(/\s+/);
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/.test(local);
  if (rest.length > 0 || hasOffset === (zone !== undefined)) return undefined;
  const time = DateTime.fromISO(local, zone === undefined ? { setZone: true } : { zone });
  return time.isValid ? time.toJSDate() : undefined;
}

/** `10:05:00` in the given zone, preceded by the date if it differs from that of `previous`. */
export function clockTime(at: Date, zone: string, previous?: Date): string {
  const time = DateTime.fromJSDate(at, { zone });
  const sameDay = previous !== undefined && DateTime.fromJSDate(previous, { zone }).hasSame(time, "day");
  return time.toFormat(sameDay ? "HH:mm:ss" : "d LLL HH:mm:ss");
}
