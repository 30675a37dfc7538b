import * as chrono from "chrono-node";
import { type Found, wordEnd, wordStart } from "./found.ts";

/** The date in `# Now` of a prompt, in local time. Null when the prompt does not tell it. */
export function nowIn(system: string): Date | null {
  const [, year, month, day] = /# Now\s[^\n]*?\b(\d{4})-(\d{2})-(\d{2})\b/.exec(system) ?? [];
  return year === undefined ? null : new Date(Number(year), Number(month) - 1, Number(day), 9);
}

/**
 * The first date in a text, as `YYYY-MM-DD`: "tomorrow", "5th December", "next Friday", "कल". When `now` is unknown, a
 * relative date stays in the customer's words.
 */
export function dateIn(text: string, now: Date | null, asked = false): Found | null {
  const iso = /\b\d{4}-\d{2}-\d{2}\b/.exec(text);
  if (iso) return { value: iso[0], start: iso.index, end: iso.index + iso[0].length };
  const { english: translated, origin } = inEnglish(text);
  const results = chrono.en.GB.parse(translated, now ?? new Date(2000, 0, 1), { forwardDate: true });
  const found = results.find(({ text: part, start }) => {
    const isDay = start.isCertain("day") || start.isCertain("weekday");
    // "next week" and "for two days" tell no day.
    return isDay && !/^(?:(?:this|next) )?week(?:end)?$|^(?:for|within)\b/i.test(part);
  });
  if (!found) return dayOfMonthIn(text, now, asked);
  const start = origin(found.index);
  const end = origin(found.index + found.text.length);
  const [year = 0, month = 0, day = 0] = (["year", "month", "day"] as const).map((part) => found.start.get(part) ?? 0);
  const isKnown = now !== null || /\d{4}/.test(found.text);
  return { value: isKnown ? isoDate(year, month, day) : text.slice(start, end), start, end };
}

/** "the 25th", "25 tarikh": the next day of that number. "25th" alone may be a class or a floor, unless it was asked for. */
function dayOfMonthIn(text: string, now: Date | null, asked: boolean): Found | null {
  const ordinal = /(?<!\d)(\d{1,2})(?:st|nd|rd|th)\b/i;
  const clear = /\b(?:on |the )+(\d{1,2})(?:st|nd|rd|th)\b|(?<!\d)(\d{1,2}) ?(?:tarikh|तारीख)/iu;
  const match = clear.exec(text) ?? (asked ? ordinal.exec(text) : null);
  const day = Number(match?.[1] ?? match?.[2] ?? 0);
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

/** What chrono reads, and the words for it. */
const dayNames: readonly (readonly [english: string, words: string])[] = [
  ["today", "aaj|आज|আজ|ఈరోజు|இன்று|આજે|آج"],
  ["tomorrow", "kal|कल|उद्या|আগামীকাল|কাল|రేపు|நாளை|આવતીકાલે|કાલે|کل"],
  ["in 2 days", "the day after tomorrow|day after tomorrow|parson|parso|परसों|परवा|পরশু"],
  ["Monday", "somvar|somwar|सोमवार"],
  ["Tuesday", "mangalvar|mangalwar|मंगलवार|मंगळवार"],
  ["Wednesday", "budhvar|budhwar|बुधवार"],
  ["Thursday", "guruvar|guruwar|गुरुवार|गुरूवार"],
  ["Friday", "shukravar|shukrawar|शुक्रवार"],
  ["Saturday", "shanivar|shaniwar|शनिवार"],
  ["Sunday", "ravivar|raviwar|itwar|itvaar|रविवार|इतवार"],
  ...[["January", "जनवरी"] as const, ["February", "फरवरी"] as const, ["March", "मार्च"] as const],
  ...[["April", "अप्रैल"] as const, ["May", "मई"] as const, ["June", "जून"] as const, ["July", "जुलाई"] as const],
  ...[["August", "अगस्त"] as const, ["September", "सितंबर"] as const, ["October", "अक्टूबर"] as const],
  ...[["November", "नवंबर"] as const, ["December", "दिसंबर|डिसेंबर"] as const],
  ["next", "agle|agla|अगले"],
  // "now" is no date that a customer chooses.
  ["", "tarikh|तारीख|now"],
];
const english = new Map(dayNames.flatMap(([name, words]) => words.split("|").map((each) => [each, name] as const)));
const dayWord = new RegExp(`${wordStart}(?:${dayNames.map(([, words]) => words).join("|")})${wordEnd}`, "giu");

/** The text with its words for days in English, and where each of its characters was in the original. */
function inEnglish(text: string): { readonly english: string; origin(index: number): number } {
  const shifts: { readonly at: number; readonly to: number }[] = [];
  let change = 0;
  const translatedText = text.replace(dayWord, (match, index: number) => {
    const translated = english.get(match.toLowerCase()) ?? match;
    const at = index + change;
    shifts.push({ at: at + translated.length, to: index + match.length });
    change += translated.length - match.length;
    return translated;
  });
  return {
    english: translatedText,
    origin(index) {
      const last = shifts.findLast(({ at }) => at <= index);
      return Math.min(last ? last.to + index - last.at : index, text.length);
    },
  };
}
