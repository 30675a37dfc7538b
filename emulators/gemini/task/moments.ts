import { dateIn } from "./dates.ts";
import type { Field } from "./fields.ts";
import type { Found } from "./found.ts";
import { timeIn } from "./times.ts";

/** Whether a field wants a day and a time in one value, as ISO 8601 writes them. */
export function isMoment({ format, description, type }: Field): boolean {
  return type === "string" && (format === "date-time" || /\b\d{4}-\d\d-\d\dT\d\d:\d\d/.test(description));
}

/**
 * The day, the time or both: `2026-12-01T10:30`, `2026-12-01`, `T10:30`. The part that a text lacks is taken from what is
 * known, so that "tomorrow" and then "at 10 am" are one moment.
 */
export function momentIn(
  text: string,
  { now, asked, known }: { readonly now: Date | null; readonly asked: boolean; readonly known?: unknown },
): Found | null {
  const parts = [dateIn(text, now, asked), timeIn(text)] as const;
  const found = parts.filter((part) => part !== null);
  if (found.length === 0) return null;
  const [day, time] = parts.map((part) => part?.value);
  return {
    value: joined({ day, time }, known),
    start: Math.min(...found.map(({ start }) => start)),
    end: Math.max(...found.map(({ end }) => end)),
  };
}

/** The moment with the parts that it lacks from another one. */
export function joined(
  given: { readonly day: string | undefined; readonly time: string | undefined },
  other: unknown,
): string {
  const known = momentParts(other);
  const [day, time] = [given.day ?? known.day, given.time ?? known.time];
  return `${day ?? ""}${time === undefined ? "" : `T${time}`}`;
}

/** The local day and time of a moment, without its zone. */
export function momentParts(moment: unknown): { readonly day: string | undefined; readonly time: string | undefined } {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)?(?:T(\d\d:\d\d))?/.exec(String(moment ?? "")) ?? [];
  return { day, time };
}

/** What a moment lacks, in words for the customer. Undefined when it is whole. */
export function missingPart(moment: unknown): "day" | "time" | undefined {
  const { day, time } = momentParts(moment);
  if (day === undefined) return "day";
  return time === undefined ? "time" : undefined;
}
