import type { Clock } from "../lexicon.ts";

/** Parts of the day, each with the hour at which it begins; the last one lasts until the first begins. */
export type DayParts = readonly (readonly [fromHour: number, word: string])[];

export function dayPartOf(parts: DayParts, hour: number): string {
  return (parts.findLast(([from]) => hour >= from) ?? parts.at(-1))?.[1] ?? "";
}

/** How the languages of northern India tell the time: quarters past, half past and quarters to. */
interface QuarterWords {
  readonly parts: DayParts;
  readonly number: (value: number) => string;
  readonly quarterPast: string;
  readonly halfPast: string;
  readonly quarterTo: string;
  /** Half past one and half past two have words of their own. */
  readonly halfPastOne: string;
  readonly halfPastTwo: string;
  /** "Ten o'clock": after the hour. */
  readonly oclock: string;
  /** "Ten twenty": `h` and `m`. */
  readonly minutes: string;
}

export function quarterClock(words: QuarterWords): (clock: Clock) => string {
  return (clock) => {
    const part = clock.marked ? `${dayPartOf(words.parts, clock.hour)} ` : "";
    return part + hourWords(words, clock);
  };
}

function hourWords(words: QuarterWords, { hour, minute, bare }: Clock): string {
  const twelve = (value: number) => words.number(value % 12 === 0 ? 12 : value % 12);
  const end = bare ? "" : words.oclock;
  if (minute === 0) return twelve(hour) + end;
  if (minute === 15) return `${words.quarterPast} ${twelve(hour)}${end}`;
  if (minute === 30 && hour % 12 === 1) return words.halfPastOne + end;
  if (minute === 30 && hour % 12 === 2) return words.halfPastTwo + end;
  if (minute === 30) return `${words.halfPast} ${twelve(hour)}${end}`;
  if (minute === 45) return `${words.quarterTo} ${twelve(hour + 1)}${end}`;
  if (bare) return `${twelve(hour)} ${words.number(minute)}`;
  return words.minutes.replace("h", () => twelve(hour)).replace("m", () => words.number(minute));
}

/** How Telugu and Tamil tell it: hour and minutes, and a word for every half hour. */
export function halfHourClock(words: {
  readonly parts: DayParts;
  readonly number: (value: number) => string;
  /** Half past one to half past twelve. */
  readonly halves: readonly string[];
  /** `h` is the hour; one o'clock may have words of its own. */
  readonly oclock: string;
  readonly oneOclock: string;
}): (clock: Clock) => string {
  return ({ hour, minute, marked, bare }) => {
    const part = marked ? `${dayPartOf(words.parts, hour)} ` : "";
    const twelve = hour % 12 === 0 ? 12 : hour % 12;
    if (minute === 30) return part + (words.halves[twelve - 1] ?? "");
    if (minute !== 0) return `${part}${words.number(twelve)} ${words.number(minute)}`;
    if (bare) return part + words.number(twelve);
    return part + (twelve === 1 ? words.oneOclock : words.oclock.replace("h", () => words.number(twelve)));
  };
}
