import type { Found } from "./found.ts";

/** The first time of day in a text, as `HH:MM`. "at 8" is none: it may be morning or evening. */
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

const dayParts: Readonly<Record<string, "am" | "pm" | "night">> = {
  ...{ subah: "am", सुबह: "am", सकाळी: "am", সকাল: "am", morning: "am" },
  ...{ dopahar: "pm", dopehar: "pm", दोपहर: "pm", दुपारी: "pm", afternoon: "pm", दुपार: "pm" },
  ...{ shaam: "pm", sham: "pm", शाम: "pm", संध्याकाळी: "pm", evening: "pm", সন্ধ্যা: "pm" },
  ...{ raat: "night", tonight: "night", रात: "night", रात्री: "night", night: "night", রাত: "night" },
};
const hours: Readonly<Record<string, number>> = {
  ...{
    ek: 1,
    do: 2,
    teen: 3,
    char: 4,
    chaar: 4,
    paanch: 5,
    panch: 5,
    chhe: 6,
    che: 6,
    saat: 7,
    aath: 8,
    nau: 9,
    das: 10,
  },
  ...{
    gyarah: 11,
    barah: 12,
    एक: 1,
    दो: 2,
    तीन: 3,
    चार: 4,
    पाँच: 5,
    पांच: 5,
    छह: 6,
    छः: 6,
    सात: 7,
    आठ: 8,
    नौ: 9,
    दस: 10,
  },
  ...{ ग्यारह: 11, बारह: 12 },
};
const dayPart = `(${Object.keys(dayParts).join("|")})`;
/** A number in words counts only before "o'clock": "do" is also an English word. */
const hour = `(\\d{1,2}|(?:${Object.keys(hours).join("|")})(?= ?(?:baje|bje|बजे)))`;
const word = "(?<![\\p{L}\\p{M}\\d])";
const wordEnd = "(?![\\p{L}\\p{M}\\d])";

const oClock = "(?: ?(?:baje|bje|बजे|वाजता|টায়|টা|o'? ?clock))";
/** "tonight 2 people" tells no time. */
const noCount = "(?! ?(?:people|persons?|guests?|adults?|of us|log|seats?|लोग|लोगों))";

const timeShapes: readonly { readonly shape: RegExp; read(parts: readonly (string | undefined)[]): string | null }[] = [
  {
    shape: /(?<![\d:])(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\.?(?![a-z])/i,
    read: ([h, m, half]) => clock(h, m, half?.toLowerCase() === "a" ? "am" : "pm"),
  },
  {
    shape: new RegExp(
      `${word}${dayPart}(?: (?:ko|ke|at|around|के|को))? ${hour}(?::(\\d{2}))?${oClock}?${wordEnd}${noCount}`,
      "iu",
    ),
    read: ([part = "", h, m]) => clock(h, m, dayParts[part.toLowerCase()]),
  },
  {
    shape: new RegExp(
      `${word}${hour}(?::(\\d{2})|${oClock}|(?= in the)| at(?= night))(?: in the| ko)? ${dayPart}${wordEnd}`,
      "iu",
    ),
    read: ([h, m, part = ""]) => clock(h, m, dayParts[part.toLowerCase()]),
  },
  { shape: /(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])/, read: ([h, m]) => clock(h, m) },
  { shape: /\b(?:at |12 )?noon\b/i, read: () => "12:00" },
  { shape: /\bmidnight\b/i, read: () => "00:00" },
];

function clock(hour = "", minute = "00", half?: "am" | "pm" | "night"): string | null {
  const spoken = hours[hour.toLowerCase()] ?? Number(hour);
  if (!(spoken <= 23 && Number(minute) <= 59)) return null;
  return `${pad(half && spoken <= 12 ? onDial(spoken, half) : spoken)}:${minute}`;
}

function onDial(hour: number, half: "am" | "pm" | "night"): number {
  const twelve = hour % 12;
  if (half === "am") return twelve;
  if (half === "pm") return twelve + 12;
  return twelve < 5 ? twelve : twelve + 12;
}

const pad = (number: number): string => String(number).padStart(2, "0");
