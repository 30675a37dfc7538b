import * as chrono from "chrono-node";

/** A part of a text and the value that it stands for. */
export interface Found {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The date in `# Now` of a prompt, in local time. Null when the prompt does not tell it. */
export function nowIn(system: string): Date | null {
  const [, year, month, day] = /# Now\s[^\n]*?\b(\d{4})-(\d{2})-(\d{2})\b/.exec(system) ?? [];
  return year === undefined ? null : new Date(Number(year), Number(month) - 1, Number(day), 9);
}

/**
 * The first date in a text, as `YYYY-MM-DD`: "tomorrow", "5th December", "next Friday", "कल". When `now` is unknown, a
 * relative date stays in the customer's words.
 */
export function dateIn(text: string, now: Date | null): Found | null {
  const iso = /\b\d{4}-\d{2}-\d{2}\b/.exec(text);
  if (iso) return { value: iso[0], start: iso.index, end: iso.index + iso[0].length };
  const { english, origin } = inEnglish(text);
  const results = chrono.en.GB.parse(english, now ?? new Date(2000, 0, 1), { forwardDate: true });
  const found = results.find(({ text: part, start }) => {
    return (start.isCertain("day") || start.isCertain("weekday")) && !/^(?:(?:this|next) )?week(?:end)?$/i.test(part);
  });
  if (!found) return dayOfMonthIn(text, now);
  const start = origin(found.index);
  const end = origin(found.index + found.text.length);
  const [year = 0, month = 0, day = 0] = (["year", "month", "day"] as const).map((part) => found.start.get(part) ?? 0);
  const isKnown = now !== null || /\d{4}/.test(found.text);
  return { value: isKnown ? isoDate(year, month, day) : text.slice(start, end), start, end };
}

/** "the 25th", "25 tarikh": the next day of that number. */
function dayOfMonthIn(text: string, now: Date | null): Found | null {
  const match = /(?<!\d)(\d{1,2})(?:(?:st|nd|rd|th)\b| ?(?:tarikh|तारीख))/iu.exec(text);
  const day = Number(match?.[1] ?? 0);
  if (!match || day < 1 || day > 31) return null;
  const span = { start: match.index, end: match.index + match[0].length };
  if (!now) return { value: match[0], ...span };
  const months = Array.from({ length: 12 }, (_, ahead) => new Date(now.getFullYear(), now.getMonth() + ahead, day));
  const next = months.find((date) => date.getDate() === day && date.getTime() >= startOfDay(now));
  return next ? { value: isoDate(next.getFullYear(), next.getMonth() + 1, day), ...span } : null;
}

const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

function isoDate(year: number, month: number, day: number): string {
  return [String(year).padStart(4, "0"), pad(month), pad(day)].join("-");
}

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

const dayWords: Readonly<Record<string, string>> = {
  ...{ aaj: "today", आज: "today", আজ: "today", ఈరోజు: "today", இன்று: "today", આજે: "today", آج: "today" },
  ...{ kal: "tomorrow", कल: "tomorrow", उद्या: "tomorrow", আগামীকাল: "tomorrow", কাল: "tomorrow", రేపు: "tomorrow" },
  ...{ நாளை: "tomorrow", આવતીકાલે: "tomorrow", કાલે: "tomorrow", کل: "tomorrow", "day after tomorrow": "in 2 days" },
  ...{
    "the day after tomorrow": "in 2 days",
    parso: "in 2 days",
    parson: "in 2 days",
    परसों: "in 2 days",
    परवा: "in 2 days",
  },
  ...{ somvar: "Monday", somwar: "Monday", सोमवार: "Monday", mangalvar: "Tuesday", mangalwar: "Tuesday" },
  ...{ मंगलवार: "Tuesday", मंगळवार: "Tuesday", budhvar: "Wednesday", budhwar: "Wednesday", बुधवार: "Wednesday" },
  ...{ guruvar: "Thursday", guruwar: "Thursday", गुरुवार: "Thursday", गुरूवार: "Thursday", shukravar: "Friday" },
  ...{ shukrawar: "Friday", शुक्रवार: "Friday", shanivar: "Saturday", shaniwar: "Saturday", शनिवार: "Saturday" },
  ...{ ravivar: "Sunday", raviwar: "Sunday", itwar: "Sunday", itvaar: "Sunday", रविवार: "Sunday", इतवार: "Sunday" },
  ...{ जनवरी: "January", फरवरी: "February", मार्च: "March", अप्रैल: "April", मई: "May", जून: "June", जुलाई: "July" },
  ...{ अगस्त: "August", सितंबर: "September", अक्टूबर: "October", नवंबर: "November", दिसंबर: "December", डिसेंबर: "December" },
  ...{ agle: "next", agla: "next", अगले: "next", tarikh: "", तारीख: "", now: "" },
};
const dayWord = new RegExp(
  `${word}(?:${Object.keys(dayWords)
    .sort((a, b) => b.length - a.length)
    .join("|")})${wordEnd}`,
  "giu",
);

/** The text with its words for days in English, and where each of its characters was in the original. */
function inEnglish(text: string): { readonly english: string; origin(index: number): number } {
  const shifts: { readonly at: number; readonly to: number }[] = [];
  let change = 0;
  const english = text.replace(dayWord, (match, index: number) => {
    const translated = dayWords[match.toLowerCase()] ?? match;
    const at = index + change;
    shifts.push({ at: at + translated.length, to: index + match.length });
    change += translated.length - match.length;
    return translated;
  });
  return {
    english,
    origin(index) {
      const last = shifts.findLast(({ at }) => at <= index);
      return Math.min(last ? last.to + index - last.at : index, text.length);
    },
  };
}
