import * as chrono from "chrono-node";
import type { Found } from "./found.ts";

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

const pad = (number: number): string => String(number).padStart(2, "0");

const word = "(?<![\\p{L}\\p{M}\\d])";
const wordEnd = "(?![\\p{L}\\p{M}\\d])";
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
