import { type Found, wordEnd, wordStart } from "./found.ts";

/** The first time of day in a text, as `HH:MM`. "at 8" does not count: it may be morning or evening. */
export function timeIn(text: string): Found | null {
  for (const { shape, read } of timeShapes) {
    const match = shape.exec(text);
    const value = match && read(match.slice(1));
    if (!match || !value) continue;
    // "tonight" tells the date as well, so it stays in the text.
    const isDate = match[0].toLowerCase().startsWith("tonight");
    return { value, start: match.index + (isDate ? "tonight".length : 0), end: match.index + match[0].length };
  }
  return null;
}

type DayPart = "morning" | "afternoon" | "night";

const dayParts = byWord<DayPart>([
  ["morning", "subah|सुबह|सकाळी|সকাল|morning"],
  ["afternoon", "dopahar|dopehar|दोपहर|दुपारी|दुपार|afternoon|shaam|sham|शाम|संध्याकाळी|evening|সন্ধ্যা"],
  ["night", "raat|रात|रात्री|রাত|tonight|night"],
]);
const hours = byWord<number>([
  ...[[1, "ek|एक"] as const, [2, "do|दो"] as const, [3, "teen|तीन"] as const, [4, "chaar|char|चार"] as const],
  ...[[5, "paanch|panch|पाँच|पांच"] as const, [6, "chhe|che|छह|छः"] as const, [7, "saat|सात"] as const],
  ...[[8, "aath|आठ"] as const, [9, "nau|नौ"] as const, [10, "das|दस"] as const],
  ...[[11, "gyarah|ग्यारह"] as const, [12, "barah|बारह"] as const],
]);

function byWord<T>(entries: readonly (readonly [T, string])[]): ReadonlyMap<string, T> {
  return new Map(entries.flatMap(([value, words]) => words.split("|").map((word) => [word, value] as const)));
}

const dayPart = `(${[...dayParts.keys()].join("|")})`;
/** A number in words counts only before "o'clock": "do" is also an English word. */
const hour = `(\\d{1,2}|(?:${[...hours.keys()].join("|")})(?= ?(?:baje|bje|बजे)))`;
const oClock = "(?: ?(?:baje|bje|बजे|वाजता|টায়|টা|o'? ?clock))";
/** "tonight 2 people" tells no time. */
const noCount = "(?! ?(?:people|persons?|guests?|adults?|of us|log|seats?|लोग|लोगों))";

const timeShapes: readonly { readonly shape: RegExp; read(parts: readonly (string | undefined)[]): string | null }[] = [
  {
    shape: /(?<![\d:])(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\.?(?![a-z])/i,
    read: ([h, m, half]) => clock(h, m, half?.toLowerCase() === "a" ? "morning" : "afternoon"),
  },
  {
    shape: new RegExp(
      `${wordStart}${dayPart}(?: (?:ko|ke|at|around|के|को))? ${hour}(?::(\\d{2}))?${oClock}?${wordEnd}${noCount}`,
      "iu",
    ),
    read: ([part = "", h, m]) => clock(h, m, dayParts.get(part.toLowerCase())),
  },
  {
    shape: new RegExp(
      `${wordStart}${hour}(?::(\\d{2})|${oClock}|(?= in the)| at(?= night))(?: in the| ko)? ${dayPart}${wordEnd}`,
      "iu",
    ),
    read: ([h, m, part = ""]) => clock(h, m, dayParts.get(part.toLowerCase())),
  },
  { shape: /(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])/, read: ([h, m]) => clock(h, m) },
  { shape: /\b(?:at |12 )?noon\b/i, read: () => "12:00" },
  { shape: /\bmidnight\b/i, read: () => "00:00" },
];

function clock(hour = "", minute = "00", part?: DayPart): string | null {
  const spoken = hours.get(hour.toLowerCase()) ?? Number(hour);
  if (!(spoken <= 23 && Number(minute) <= 59)) return null;
  return `${pad(part && spoken <= 12 ? onDial(spoken, part) : spoken)}:${minute}`;
}

/** The hour from 0 to 23 for an hour of a clock's dial. The night goes on to the small hours. */
function onDial(hour: number, part: DayPart): number {
  const twelve = hour % 12;
  if (part === "morning") return twelve;
  if (part === "afternoon") return twelve + 12;
  return twelve < 5 ? twelve : twelve + 12;
}

const pad = (number: number): string => String(number).padStart(2, "0");
