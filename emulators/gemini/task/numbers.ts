import type { Field } from "./fields.ts";
import { type Found, literal, shaped } from "./found.ts";

const phoneShape = /(?<![\w+])\+?\d(?:[\s().-]{0,2}\d){7,14}(?!\d)/;

/** A telephone number. */
export function phone(text: string): Found | null {
  const found = shaped(phoneShape)(text);
  return found && { ...found, value: found.value.replace(/[().]/g, "") };
}

const anyCode = /(?<![\w-])(?:[A-Za-z]{1,20}[-_]?)?\d[\w-]{0,20}(?!\w)/;
/** A code that is told by its form: "AB-12", "AB1204". "B12" or a year may be anything. */
const clearCode = /(?<![\w-])[A-Za-z]{1,20}(?:[-_]\d[\w-]{0,20}|\d{3}[\w-]{0,20})(?!\w)/;

/** A code, or bare digits after the label's first word: "order 1204". */
export function code(text: string, { asked, field }: { readonly asked: boolean; readonly field: Field }): Found | null {
  if (asked) return shaped(anyCode)(text);
  const [thing = ""] = field.label.split(" ");
  const numbered = new RegExp(`(?<=\\b${literal(thing)} (?:no\\.? |number |#)?)\\d[\\w-]{0,20}`, "i");
  return shaped(numbered)(text) ?? shaped(clearCode)(text);
}

const units: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  hazaar: 1e3,
  hazar: 1e3,
  हज़ार: 1e3,
  हजार: 1e3,
  lakh: 1e5,
  lac: 1e5,
  लाख: 1e5,
  crore: 1e7,
  cr: 1e7,
  करोड़: 1e7,
  million: 1e6,
  mn: 1e6,
};
const amountShape = new RegExp(
  `(₹|rs\\.?|inr|\\$|usd|€)?\\s?(?<![\\p{L}\\p{M}\\d])(\\d[\\d,]*(?:\\.\\d+)?)(?:\\s?(${Object.keys(units).join("|")})s?)?(?![\\p{L}\\p{M}\\d-])`,
  "iu",
);

/** "₹1,500", "60 lakh". Any number, when it was asked for. */
export function amount(text: string, { asked }: { readonly asked: boolean }): Found | null {
  const match = amountShape.exec(text);
  const [whole = "", sign, digits = "", unit] = match ?? [];
  if (!match || !(asked || sign || unit)) return null;
  const value = Number(digits.replaceAll(",", "")) * (units[unit?.toLowerCase() ?? ""] ?? 1);
  return { value: String(Number(value.toFixed(2))), start: match.index, end: match.index + whole.length };
}

const numberWords: Readonly<Record<string, string>> = {
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  nine: "9",
  ten: "10",
  ek: "1",
  do: "2",
  teen: "3",
  chaar: "4",
  char: "4",
  paanch: "5",
  panch: "5",
  chhe: "6",
  saat: "7",
  aath: "8",
  एक: "1",
  दो: "2",
  तीन: "3",
  चार: "4",
  पाँच: "5",
  पांच: "5",
  छह: "6",
  सात: "7",
  आठ: "8",
  नौ: "9",
  दस: "10",
};
const people = "(?:people|persons?|guests?|adults?|of us|log(?:on)?|seats?|लोग|लोगों|जन|व्यक्ति)";
const number = `(\\d{1,4}|${Object.keys(numberWords).join("|")})`;
const wholeNumber = new RegExp(`(?<![\\p{L}\\p{M}\\d])${number}(?![\\p{L}\\p{M}\\d:])`, "iu");
const counted = [
  new RegExp(`(?<![\\p{L}\\p{M}\\d])${number} ?${people}(?![\\p{L}\\p{M}])`, "iu"),
  /\b(?:for|of) (\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)(?= *(?:[,.!\uFFFC]|$|on\b|at\b|today|tomorrow|tonight|next|this|\w+day\b))/iu,
];

/** A number of people or things: "3 bedrooms", "for 4". */
export function count(
  text: string,
  { asked, field }: { readonly asked: boolean; readonly field: Field },
): Found | null {
  const thing = field.label.split(" ").at(-1)?.replace(/s$/, "") ?? "";
  const ofThing = new RegExp(`(?<![\\p{L}\\p{M}\\d])${number} ${literal(thing)}s?(?![\\p{L}\\p{M}])`, "iu");
  const isOfPeople = /guest|people|person|party|seat|cover|adult/.test(field.label);
  const shapes = [ofThing, ...(isOfPeople ? counted : []), ...(asked ? [wholeNumber] : [])];
  for (const shape of shapes) {
    const match = shape.exec(text);
    const said = match?.[1]?.toLowerCase() ?? "";
    if (match) return { value: numberWords[said] ?? said, start: match.index, end: match.index + match[0].length };
  }
  return null;
}
