import { normalized } from "../../schema/bounded-text.ts";
import { withPlainDigits } from "./digits.ts";
import type { Meaning } from "./meaning.ts";
import { type Entry, entryOf, longestPhrase } from "./vocabulary.ts";

const pieces =
  /(?<iso>\d{4}-\d\d-\d\d(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?(?!\d))|(?<date>\d{1,2}(?:[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)|\/\d{1,2}|\.\d{1,2}\.)(?![\d]))|(?<clock>\d{1,2}[:.]\d\d(?![\d:.]))|(?<number>\d+)|(?<word>@|&|[\p{L}\p{M}][\p{L}\p{M}'’]*)|(?<mark>[-–—~]|[.,;!?؟।|\n])|\S/giu;

/** One word or phrase: what it says, and what else it could say. */
interface Token {
  readonly entry: Entry;
}

/** The text's meanings in order. Every word has one: `unknown` for a word that no list has. */
export function meaningsOf(text: string): readonly Meaning[] {
  const plain = withPlainDigits(normalized(text, "NFKC"))
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/(\d\s*|\s)([ap])\.?\s?m\b\.?/g, "$1 $2m ")
    .replace(/(\d)(?:st|nd|rd|th)\b/g, "$1 th ")
    .replace(/o\s?'\s?clock/g, "oclock")
    .replace(/(साडे|सव्वा|पावणे)(?=\p{L})/gu, "$1 ");
  const found = [...plain.matchAll(pieces)];
  const tokens: Token[] = [];
  for (let at = 0; at < found.length; at += 1) {
    const { groups = {} } = found[at] ?? {};
    const phrase = groups.word === undefined ? undefined : longestAt(found, at);
    if (phrase) {
      tokens.push({ entry: phrase.entry });
      at += phrase.length - 1;
    } else {
      const ordinal = groups.number !== undefined && found[at + 1]?.[0] === "th";
      tokens.push({ entry: [[single(groups, { ordinal, isHour: saysHour(found, at) })]] });
      if (ordinal) at += 1;
    }
  }
  return choose(tokens);
}

function longestAt(found: readonly RegExpMatchArray[], at: number) {
  for (let length = Math.min(longestPhrase, found.length - at); length > 0; length -= 1) {
    const words = found.slice(at, at + length).map(([word]) => word);
    const entry = entryOf(words.join(" "));
    if (entry) return { entry, length };
  }
  return undefined;
}

/**
 * Whether "5.10" is an hour: "pm" or "baje" follows. Null when nothing tells, false when another hour makes it a date.
 */
function saysHour(found: readonly RegExpMatchArray[], at: number): boolean | null {
  const isMark = (index: number) =>
    entryOf(found[index]?.[0] ?? "")?.some(([meaning]) => ["am", "pm", "mark"].includes(meaning?.kind ?? "")) === true;
  if (isMark(at + 1)) return true;
  const other = found.some(
    ({ groups }, index) => groups?.clock?.includes(":") || (groups?.number && isMark(index + 1)),
  );
  return other ? false : null;
}

function single(
  groups: Readonly<Record<string, string | undefined>>,
  { ordinal, isHour }: { readonly ordinal: boolean; readonly isHour: boolean | null },
): Meaning {
  const { iso, date, clock, number, mark } = groups;
  if (iso !== undefined) return { kind: "iso", text: iso };
  if (date !== undefined) return dateIn(date);
  if (clock !== undefined) return clockIn(clock, isHour);
  if (number !== undefined && number.length <= 4)
    return { kind: "number", value: Number(number), ordinal, text: number };
  if (mark === undefined) return { kind: "unknown" };
  if (mark === "?" || mark === "؟") return { kind: "question-mark" };
  return { kind: /[-–—~]/.test(mark) ? "dash" : "clause" };
}

function dateIn(text: string): Meaning {
  const [first = 0, second = 0, year] = text.split(/[/.-]/).map(Number);
  const full = year === undefined || year === 0 ? null : year < 100 ? 2000 + year : year;
  return { kind: "date", first, second, year: full };
}

/** "5.12" may be a date or a time, so it is neither. "5.30" can only be a time. */
function clockIn(text: string, isHour: boolean | null): Meaning {
  const [hour = 0, minute = 0] = text.split(/[:.]/).map(Number);
  const isUnclear = text.includes(".") && minute >= 1 && minute <= 12 && isHour !== true;
  if (isUnclear && isHour === false && hour <= 31) return { kind: "date", first: hour, second: minute, year: null };
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return { kind: "unknown" };
  if (isUnclear) return { kind: "vague" };
  return { kind: "clock", hour, minute, exact: hour > 12 || /^0\d/.test(text) || hour === 0 };
}

/** Chooses each token's meaning by its neighbours. */
function choose(tokens: readonly Token[]): readonly Meaning[] {
  const chosen: Meaning[] = [];
  for (const [index, { entry }] of tokens.entries()) {
    const before = chosen.at(-1)?.kind;
    const twoBefore = chosen.at(-2)?.kind;
    const next = tokens[index + 1]?.entry.flat().map(({ kind }) => kind) ?? [];
    const candidates = entry.filter((meanings) => {
      const [first] = meanings;
      return first === undefined || fits(first, { before, twoBefore, next, alone: entry.length === 1 });
    });
    const telling = candidates.find(([first]) => first && !["filler", "vague"].includes(first.kind));
    chosen.push(...(telling ?? candidates[0] ?? [{ kind: "unknown" as const }]));
  }
  return chosen;
}

interface Neighbours {
  readonly before: Meaning["kind"] | undefined;
  readonly twoBefore: Meaning["kind"] | undefined;
  readonly next: readonly Meaning["kind"][];
  /** The word has no other meaning. */
  readonly alone: boolean;
}

const hourEnds: readonly (Meaning["kind"] | undefined)[] = ["number", "clock", "mark", "am", "pm", "part", "midnight"];

const afterThese: readonly (Meaning["kind"] | undefined)[] = [
  ...(["unit", "half-hour", "mark", "number", "clock", "day", "weekday", "date", "pm", "am"] as const),
];

function fits({ kind }: Meaning, { before, twoBefore, next, alone }: Neighbours): boolean {
  if (kind === "am" || kind === "pm")
    return (
      before === "number" || before === "clock" || before === "mark" || (before === undefined && next.length === 0)
    );
  if (kind === "later") return afterThese.includes(before);
  if (kind === "number" && !alone)
    return next.some((each) => ["mark", "unit", "am", "pm"].includes(each)) || before === "plus30";
  if (kind === "month" && !alone) return before === "number" || before === "dated" || next.includes("number");
  if (kind === "one-unit") return next.includes("unit");
  if (kind === "mark" && !alone) return hourEnds.includes(before) && twoBefore !== "in" && twoBefore !== "after";
  if (kind === "unit" && !alone) return before === "number" || before === "one-unit";
  if (kind === "to") return hourEnds.includes(before) && (alone || next.some((each) => hourEnds.includes(each)));
  if (kind === "before" && !alone) return hourEnds.includes(before) || next.some((each) => hourEnds.includes(each));
  return true;
}
