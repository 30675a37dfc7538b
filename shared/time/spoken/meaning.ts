/** The named parts of a day. */
export type DayPart = "morning" | "noon" | "afternoon" | "evening" | "night";

/** What one word or phrase contributes to a time. Names of the meanings in the word lists come first. */
export type Meaning =
  /** `day:1`: tomorrow. */
  | { readonly kind: "day"; readonly offset: number }
  /** `weekday:1`: Monday (ISO 8601). */
  | { readonly kind: "weekday"; readonly weekday: number }
  | { readonly kind: "month"; readonly month: number }
  /** `number:5`. `ordinal` is set for "5th". */
  | { readonly kind: "number"; readonly value: number; readonly ordinal: boolean; readonly text: string }
  /** A time with minutes. `exact` when it can only be a 24-hour time. */
  | { readonly kind: "clock"; readonly hour: number; readonly minute: number; readonly exact: boolean }
  /** A date in digits; `first` and `second` stand in the tenant's order of day and month. */
  | { readonly kind: "date"; readonly first: number; readonly second: number; readonly year: number | null }
  | { readonly kind: "iso"; readonly text: string }
  | { readonly kind: "part"; readonly part: DayPart }
  | { readonly kind: "unit"; readonly unit: "minute" | "hour" | "day" | "week" }
  /** A word that only has a function, such as `am`, `mark` ("o'clock") or `after`; `unknown` for any other word. */
  | { readonly kind: Word };

const functionWords = [
  "am",
  "pm",
  "tonight",
  "midnight",
  "mark",
  "at",
  "plus30",
  "plus15",
  "minus15",
  "in",
  "later",
  "after",
  "before",
  "between",
  "between-end",
  "to",
  "and",
  "or",
  "half-hour",
  "one-unit",
  "now",
  "next",
  "this",
  "dated",
  "allday",
  "vague",
  "not",
  "not-after",
  "refused",
  "but",
  "past",
  "question",
  "filler",
] as const;
type Word = (typeof functionWords)[number] | "unknown" | "dash" | "clause" | "question-mark";

const parts: readonly string[] = ["morning", "noon", "afternoon", "evening", "night"] satisfies DayPart[];
const units: readonly string[] = ["minute", "hour", "day", "week"];

/** The meanings that a line of a word list names. Several stand for one phrase, such as "this morning". */
export function meaningOf(name: string): readonly Meaning[] {
  const [kind = "", value = "", minute = "0"] = name.split(":");
  if (kind === "day" || kind === "plus") return [{ kind: "day", offset: Number(value) }];
  if (kind === "weekday") return [{ kind, weekday: Number(value) }];
  if (kind === "month") return [{ kind, month: Number(value) }];
  if (kind === "number") return [{ kind, value: Number(value), ordinal: false, text: value }];
  if (kind === "clock") return [{ kind, hour: Number(value), minute: Number(minute), exact: value === "12" }];
  if (kind === "part" && isPart(value)) return [{ kind, part: value }];
  if (kind === "thispart" && isPart(value))
    return [
      { kind: "day", offset: 0 },
      { kind: "part", part: value },
    ];
  if (kind === "tonight")
    return [
      { kind: "day", offset: 0 },
      { kind: "part", part: "night" },
    ];
  if (kind === "unit" && isUnit(value)) return [{ kind, unit: value }];
  const word = functionWords.find((each) => each === kind);
  if (!word) throw new Error(`A word list names an unknown meaning: ${name}`);
  return [{ kind: word }];
}

function isPart(text: string): text is DayPart {
  return parts.includes(text);
}

function isUnit(text: string): text is "minute" | "hour" | "day" | "week" {
  return units.includes(text);
}
