import type { DayPart, Meaning } from "./meaning.ts";

/** A day as it was named. */
export type NamedDay =
  | { readonly kind: "offset"; readonly days: number }
  | { readonly kind: "weekday"; readonly weekday: number; readonly next: boolean }
  | { readonly kind: "date"; readonly day: number; readonly month: number | null; readonly year: number | null }
  /** Two numbers in the tenant's order of day and month. */
  | { readonly kind: "digits"; readonly first: number; readonly second: number; readonly year: number | null };

/** An hour as it was named. */
export interface NamedHour {
  readonly hour: number;
  readonly minute: number;
  /** A 24-hour time. */
  readonly exact: boolean;
  readonly half: "am" | "pm" | null;
  readonly part: DayPart | null;
  /** Something beside the number says that it is an hour. */
  readonly marked: boolean;
  readonly bound: "after" | "before" | null;
}

/** A part of what a text says about a time, and the index of its first and last word. */
export type Component = { readonly from: number; readonly to: number } & (
  | { readonly type: "day"; readonly day: NamedDay }
  | { readonly type: "hour"; readonly hour: NamedHour }
  | { readonly type: "part"; readonly part: DayPart }
  | { readonly type: "instant"; readonly iso: string }
  | { readonly type: "duration"; readonly minutes: number }
  | { readonly type: "half"; readonly half: "am" | "pm" }
  | { readonly type: "allday" }
  | { readonly type: "vague" }
);

type Part = Component extends infer Each ? (Each extends Component ? Omit<Each, "from" | "to"> : never) : never;

/** The components of a text's meanings, in order. */
export function componentsOf(meanings: readonly Meaning[]): readonly Component[] {
  const found: Component[] = [];
  for (let at = 0; at < meanings.length; ) {
    const read = componentAt(meanings, at);
    if (read) found.push({ ...read.part, from: at, to: at + read.length - 1 } as Component);
    at += read?.length ?? 1;
  }
  return found;
}

interface Read {
  readonly part: Part;
  readonly length: number;
}

function componentAt(meanings: readonly Meaning[], at: number): Read | undefined {
  const meaning = meanings[at];
  if (!meaning) return undefined;
  const before = meanings[at - 1];
  const next = meanings[at + 1];
  switch (meaning.kind) {
    case "day":
      return { part: { type: "day", day: { kind: "offset", days: meaning.offset } }, length: 1 };
    case "weekday":
      return {
        part: { type: "day", day: { kind: "weekday", weekday: meaning.weekday, next: before?.kind === "next" } },
        length: 1,
      };
    case "date": {
      const { first, second, year } = meaning;
      return { part: { type: "day", day: { kind: "digits", first, second, year } }, length: 1 };
    }
    case "iso":
      return isoAt(meaning.text);
    case "part":
      return { part: { type: "part", part: meaning.part }, length: 1 };
    case "now":
      return { part: { type: "duration", minutes: 0 }, length: 1 };
    case "half-hour":
      return { part: { type: "duration", minutes: 30 }, length: next?.kind === "later" ? 2 : 1 };
    case "allday":
    case "vague":
      return { part: { type: meaning.kind }, length: 1 };
    case "am":
    case "pm":
      return { part: { type: "half", half: meaning.kind }, length: 1 };
    case "month":
      return monthFirst(meanings, at, meaning.month);
    case "midnight":
      return { part: hourPart({ hour: 12, minute: 0, part: "night", marked: true }), length: 1 };
    case "one-unit":
      return durationAt(meanings, at, 1);
    case "number":
    case "clock":
      return durationAt(meanings, at, amountOf(meaning)) ?? dayOfMonth(meanings, at) ?? hourAt(meanings, at);
    case "plus30":
    case "plus15":
    case "minus15":
      return hourAt(meanings, at);
    default:
      return undefined;
  }
}

function amountOf(meaning: Meaning): number {
  if (meaning.kind === "clock") return meaning.hour + meaning.minute / 60;
  return meaning.kind === "number" ? meaning.value : 0;
}

function isoAt(text: string): Read {
  if (text.length > 10) return { part: { type: "instant", iso: text.toUpperCase().replace(" ", "T") }, length: 1 };
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  return { part: { type: "day", day: { kind: "date", day, month, year } }, length: 1 };
}

const minutesOf = { minute: 1, hour: 60, day: 0, week: 0 } as const;

/** "in 2 hours", "2 hours later". A length of time without a direction is vague. */
function durationAt(meanings: readonly Meaning[], at: number, amount: number): Read | undefined {
  const unit = meanings[at + 1];
  if (unit?.kind !== "unit") return undefined;
  const before = meanings[at - 1]?.kind;
  const follows = meanings[at + 2]?.kind === "later";
  const length = follows ? 3 : 2;
  if (!follows && before !== "in" && before !== "after") return { part: { type: "vague" }, length };
  if (amount > 366) return { part: { type: "vague" }, length };
  if (unit.unit === "day" || unit.unit === "week") {
    const days = unit.unit === "day" ? amount : 7 * amount;
    return Number.isInteger(days) ? { part: { type: "day", day: { kind: "offset", days } }, length } : undefined;
  }
  return { part: { type: "duration", minutes: Math.round(amount * minutesOf[unit.unit]) }, length };
}

const years = (meaning: Meaning | undefined) =>
  meaning?.kind === "number" && meaning.value >= 2000 && meaning.value < 2100 ? meaning.value : null;

/** "December 5", "December 5 2026". A month alone is vague. */
function monthFirst(meanings: readonly Meaning[], at: number, month: number): Read {
  const day = meanings[at + 1];
  const after = meanings[at + 2]?.kind;
  if (day?.kind !== "number" || day.value < 1 || day.value > 31 || after === "am" || after === "pm" || after === "mark")
    return { part: { type: "vague" }, length: 1 };
  const comma = after === "clause" ? 1 : 0;
  const year = years(meanings[at + 2 + comma]);
  const length = year === null ? 2 : 3 + comma;
  return { part: { type: "day", day: { kind: "date", day: day.value, month, year } }, length };
}

/** "5 December", "5th of December 2026", "the 5th", "5 tareekh". */
function dayOfMonth(meanings: readonly Meaning[], at: number): Read | undefined {
  const number = meanings[at];
  if (number?.kind !== "number" || number.value < 1 || number.value > 31) return undefined;
  const dated = meanings[at + 1]?.kind === "dated" || meanings[at + 1]?.kind === "dash" ? 1 : 0;
  const month = meanings[at + 1 + dated];
  if (month?.kind === "month") {
    const year = years(meanings[at + 2 + dated]);
    const day = { kind: "date", day: number.value, month: month.month, year } as const;
    return { part: { type: "day", day }, length: (year === null ? 2 : 3) + dated };
  }
  const isDated = meanings[at + 1]?.kind === "dated" || meanings[at - 1]?.kind === "dated";
  const isHour = ["am", "pm", "mark", "part"].includes(meanings[at + 1]?.kind ?? "");
  if (isHour || !(number.ordinal || isDated)) return undefined;
  const length = meanings[at + 1]?.kind === "dated" ? 2 : 1;
  return { part: { type: "day", day: { kind: "date", day: number.value, month: null, year: null } }, length };
}

function hourPart(hour: Pick<NamedHour, "hour" | "minute"> & Partial<NamedHour>): Part {
  return { type: "hour", hour: { exact: false, half: null, part: null, marked: false, bound: null, ...hour } };
}

const shifts: Readonly<Record<string, number>> = { plus30: 30, plus15: 15, minus15: -15 };

/** "5", "5:30 pm", "half past 5", "5 o'clock", "five thirty". */
function hourAt(meanings: readonly Meaning[], start: number): Read | undefined {
  let at = start;
  const shift = shifts[meanings[at]?.kind ?? ""];
  if (shift !== undefined) at += 1;
  const named = meanings[at];
  if (named?.kind !== "number" && named?.kind !== "clock") return undefined;
  let hour = named.kind === "clock" ? named.hour : named.value;
  let minute = named.kind === "clock" ? named.minute : 0;
  let exact = named.kind === "clock" ? named.exact : hour > 12 || named.text.startsWith("0");
  let marked = named.kind === "clock" || shift !== undefined;
  if (hour > 24) return { part: { type: "vague" }, length: at - start + 1 };
  at += 1;
  const minutes = meanings[at];
  if (named.kind === "number" && minutes?.kind === "number" && isMinutes(minutes, meanings[at + 1]?.kind)) {
    minute = minutes.value;
    marked = true;
    at += 1;
  } else if (meanings[at]?.kind === "clock" && hour === 12 && amountOf(meanings[at] ?? named) === 12) {
    exact = true;
    at += 1;
  } else if (meanings[at]?.kind === "midnight" && hour === 12) return { part: midnight(), length: at - start + 1 };
  if (shift !== undefined) [hour, minute] = shifted(hour, shift);
  let half: "am" | "pm" | null = null;
  for (let end = meanings[at]?.kind; end === "mark" || end === "am" || end === "pm"; end = meanings[at]?.kind) {
    if (end !== "mark") half = end;
    marked = true;
    at += 1;
  }
  const before = leading(meanings, start);
  const later = meanings[at]?.kind;
  const bound = later === "later" ? "after" : later === "before" && before !== "after" ? "before" : before;
  if (later === "later" || later === "before") at += 1;
  if (half !== null && hour <= 12) exact = false;
  return {
    part: hourPart({ hour, minute, exact, half, marked: marked || bound !== null || saysHour(meanings, start), bound }),
    length: at - start,
  };
}

function midnight(): Part {
  return hourPart({ hour: 12, minute: 0, part: "night", marked: true });
}

/** The second number of "five thirty". */
function isMinutes({ value, text }: Meaning & { kind: "number" }, next: Meaning["kind"] | undefined): boolean {
  return text.length === 2 && value >= 10 && value < 60 && value % 5 === 0 && next !== "month" && next !== "unit";
}

function shifted(hour: number, shift: number): [hour: number, minute: number] {
  if (shift > 0) return [hour, shift];
  return [hour === 1 ? 12 : hour - 1, 60 + shift];
}

function leading(meanings: readonly Meaning[], at: number): "after" | "before" | null {
  const previous = meanings[at - 1]?.kind === "at" ? meanings[at - 2] : meanings[at - 1];
  return previous?.kind === "after" || previous?.kind === "before" ? previous.kind : null;
}

function saysHour(meanings: readonly Meaning[], at: number): boolean {
  return ["at", "between", "part"].includes(meanings[at - 1]?.kind ?? "");
}
