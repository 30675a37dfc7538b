import type { OpenInterval, Weekday } from "../../../../shared/events/lifecycle/research-claims.ts";
import { withAsciiDigits } from "./fold.ts";

const week: readonly Weekday[] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

const dayWords: Readonly<Record<string, readonly Weekday[]>> = {
  ...Object.fromEntries(
    [
      "mo mon monday mondays सोमवार सोम",
      "tu tue tues tuesday tuesdays मंगलवार मंगल",
      "we wed weds wednesday wednesdays बुधवार बुध",
      "th thu thur thurs thursday thursdays गुरुवार गुरु बृहस्पतिवार",
      "fr fri friday fridays शुक्रवार शुक्र",
      "sa sat saturday saturdays शनिवार शनि",
      "su sun sunday sundays रविवार रवि इतवार",
    ].flatMap((words, index) => words.split(" ").map((word) => [word, week.slice(index, index + 1)])),
  ),
  ...Object.fromEntries(
    ["daily", "everyday", "every day", "all days", "seven days a week", "7 days a week", "प्रतिदिन", "रोज़", "रोज"].map(
      (word) => [word, week],
    ),
  ),
  weekdays: week.slice(0, 5),
  weekends: week.slice(5),
  weekend: week.slice(5),
};

type Token =
  | { readonly type: "days"; readonly days: readonly Weekday[] }
  | { readonly type: "time"; readonly minutes: number; readonly half: "am" | "pm" | undefined }
  | { readonly type: "range" | "and" | "closed" | "always" | "end" };

const dayPattern = Object.keys(dayWords)
  .sort((one, other) => other.length - one.length)
  .join("|");
const tokens = new RegExp(
  [
    `(?<always>24\\s?[/x]\\s?7|24\\s?(?:hours|hrs)|round the clock|24 घंटे)`,
    `(?<days>(?<![\\p{L}\\p{M}])(?:${dayPattern})(?![\\p{L}\\p{M}])\\.?)`,
    `(?<closed>(?<!\\p{L})(?:closed|holiday|off|बंद|अवकाश)(?![\\p{L}\\p{M}]))`,
    `(?<noon>(?<!\\p{L})(?:noon|midnight)(?!\\p{L}))`,
    `(?<word>(?:सुबह|दोपहर|शाम|रात)\\s?)?(?<!\\d)(?<hour>[01]?\\d|2[0-4])(?:\\s?[:.h]\\s?(?<minute>[0-5]\\d))?(?!\\d|[.,:]\\d)\\s?(?<half>[ap]\\.?\\s?m\\.?(?!\\p{L}))?(?:\\s?(?:बजे|uhr|hrs?))?`,
    `(?<range>\\s*(?:[-\\u2010-\\u2015~]|(?<!\\p{L})(?:to|till|until|through|thru)(?!\\p{L})|(?<![\\p{L}\\p{M}])से(?![\\p{L}\\p{M}]))\\s*)`,
    `(?<and>[,&/+]|(?<!\\p{L})(?:and|और)(?![\\p{L}\\p{M}]))`,
    `(?<end>[;|।\\n])`,
    `(?<skip>[\\s:()\\u00b7\\u2022.]+|(?<!\\p{L})(?:open|opening|opens|hours?|business|working|office|store|shop|clinic|timings?|time|from|we|are|our|is|on|we're|तक|समय|खुला|है|हैं|का)(?![\\p{L}\\p{M}])|[a-z]+\\s?:)`,
  ].join("|"),
  "giuy",
);

/** The hours that a text says and nothing else, in canonical order. Undefined for a text that says something else too. */
export function readHours(text: string): readonly OpenInterval[] | undefined {
  const read = tokensOf(withAsciiDigits(text).slice(0, 900));
  return read && intervalsOf(read);
}

function tokensOf(text: string): readonly Token[] | undefined {
  const read: Token[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < text.length) {
    const { groups } = tokens.exec(text) ?? {};
    if (groups === undefined) return undefined;
    const token = tokenOf(groups);
    if (token) read.push(token);
  }
  return read;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token | undefined {
  if (groups.always !== undefined) return { type: "always" };
  if (groups.days !== undefined)
    return { type: "days", days: dayWords[groups.days.toLowerCase().replace(/\.$/, "")] ?? [] };
  if (groups.closed !== undefined) return { type: "closed" };
  if (groups.noon !== undefined) return { type: "time", minutes: /noon/i.test(groups.noon) ? 720 : 1_440, half: "pm" };
  if (groups.hour !== undefined) return timeOf(groups);
  if (groups.range !== undefined) return { type: "range" };
  if (groups.and !== undefined) return { type: "and" };
  return groups.end === undefined ? undefined : { type: "end" };
}

const halfOfWord: Readonly<Record<string, "am" | "pm">> = { सुबह: "am", दोपहर: "pm", शाम: "pm", रात: "pm" };

function timeOf(groups: Readonly<Record<string, string | undefined>>): Token {
  const hour = Number(groups.hour);
  const minute = Number(groups.minute ?? "0");
  const letter = groups.half?.[0]?.toLowerCase();
  const half = letter === "a" ? "am" : letter === "p" ? "pm" : halfOfWord[groups.word?.trim() ?? ""];
  return { type: "time", minutes: hour * 60 + minute, half: hour > 12 || hour === 0 ? undefined : half };
}

/** Days come before their times, as on most pages, or after them. */
function intervalsOf(read: readonly Token[]): readonly OpenInterval[] | undefined {
  const found = new Map<Weekday, OpenInterval[]>();
  let days: Weekday[] = [];
  let waiting: (readonly [string, string])[] = [];
  let daysAreOver = false;
  const closed = new Set<Weekday>();
  for (let at = 0; at < read.length; at += 1) {
    const token = read[at];
    if (token?.type === "days") {
      if (daysAreOver) days = [];
      daysAreOver = false;
      const [next, to] = [read[at + 1], read[at + 2]];
      if (next?.type === "range" && to?.type === "days") {
        days.push(...daysFrom(token.days[0], to.days[0]));
        at += 2;
      } else days.push(...token.days);
      for (const span of waiting) add(found, days, span);
      if (waiting.length > 0) daysAreOver = read[at + 1]?.type !== "and";
      if (daysAreOver) waiting = [];
    } else if (token?.type === "always") {
      add(found, days.length === 0 ? week : days, ["00:00", "24:00"]);
      daysAreOver = true;
    } else if (token?.type === "closed") {
      const closedDays = daysBehind(read, at);
      if (closedDays !== undefined) {
        for (const day of closedDays.days) closed.add(day);
        at = closedDays.at;
      }
      for (const day of days) if (!found.has(day)) found.set(day, []);
      daysAreOver = true;
    } else if (token?.type === "time") {
      const closes = read[at + 2];
      if (read[at + 1]?.type !== "range" || closes?.type !== "time") return undefined;
      const span = spanOf(token, closes);
      if (span === undefined) return undefined;
      if (days.length === 0) waiting.push(span);
      else add(found, days, span);
      daysAreOver = days.length > 0;
      at += 2;
    }
  }
  // `10 am to 8 pm (closed Tuesdays)`
  if (closed.size > 0)
    for (const span of waiting)
      add(
        found,
        week.filter((day) => !closed.has(day)),
        span,
      );
  const intervals = week.flatMap((day) => (found.get(day) ?? []).toSorted((a, b) => (a.opens < b.opens ? -1 : 1)));
  return intervals.length === 0 || intervals.length > 21 ? undefined : intervals;
}

/** The days of `closed Tuesdays and Sundays`. Undefined where times follow: the days are then those of an opening. */
function daysBehind(read: readonly Token[], closedAt: number) {
  const days: Weekday[] = [];
  let at = closedAt;
  for (
    let next = read[at + 1];
    next?.type === "days" || (next?.type === "and" && days.length > 0);
    next = read[at + 1]
  ) {
    if (next.type === "days") days.push(...next.days);
    at += 1;
  }
  const after = read[at + 1];
  return days.length === 0 || (after !== undefined && after.type !== "end") ? undefined : { days, at };
}

function add(
  found: Map<Weekday, OpenInterval[]>,
  days: readonly Weekday[],
  [opens, closes]: readonly [string, string],
) {
  for (const day of days) {
    const known = found.get(day) ?? [];
    if (!known.some((each) => each.opens === opens && each.closes === closes))
      found.set(day, [...known, { day, opens, closes }]);
  }
}

function daysFrom(first: Weekday | undefined, last: Weekday | undefined): readonly Weekday[] {
  if (first === undefined || last === undefined) return [];
  const [from, to] = [week.indexOf(first), week.indexOf(last)];
  return from <= to ? week.slice(from, to + 1) : [...week.slice(from), ...week.slice(0, to + 1)];
}

type Time = Extract<Token, { type: "time" }>;

/** Without am and pm, `9-5` is from nine to seventeen. */
function spanOf(opens: Time, closes: Time): readonly [string, string] | undefined {
  const from = at24(
    opens,
    opens.half ?? (closes.half === "pm" && opens.minutes > closes.minutes % 720 ? "am" : undefined),
  );
  let to = at24(closes, closes.half);
  if (opens.half === undefined && closes.half === "pm" && opens.minutes < 720 && opens.minutes <= closes.minutes % 720)
    // `1-5 pm` is in the afternoon, `9-10 pm` may be either: the longer opening is the usual one.
    return opens.minutes < 420 ? [written(opens.minutes + 720), written(to)] : [written(opens.minutes), written(to)];
  if (closes.half === undefined && opens.half !== "pm" && to <= from && closes.minutes <= 720) to += 720;
  if (from > 1_440 || to > 1_440 || from === to) return undefined;
  return [written(from), written(to)];
}

function at24({ minutes }: Time, half: "am" | "pm" | undefined): number {
  if (half === "pm" && minutes < 720) return minutes + 720;
  return half === "am" && minutes >= 720 && minutes < 780 ? minutes - 720 : minutes;
}

function written(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Hours in the short form of schema.org, such as `Mo 09:00-17:00; Tu 09:00-17:00`. */
export function writtenHours(intervals: readonly OpenInterval[]): string {
  const name = (day: Weekday) => `${day[0]?.toUpperCase()}${day[1]}`;
  return intervals.map(({ day, opens, closes }) => `${name(day)} ${opens}-${closes}`).join("; ");
}
