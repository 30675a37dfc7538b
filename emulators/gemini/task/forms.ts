import { says } from "../says.ts";
import { contentWords, plainName } from "../words.ts";
import { dateIn, type Found, timeIn } from "./dates.ts";
import type { Field } from "./fields.ts";

/** How a kind of value is written, by which the policy finds it in a text and rejects what is none. */
export interface Form {
  /** Finds a value anywhere in a text. `asked`: the text answers a question for it, so that less tells it. */
  find(
    text: string,
    context: { readonly asked: boolean; readonly now: Date | null; readonly field: Field },
  ): Found | null;
  /** For the customer, when the text could not be read. Numbers and addresses have none: the product's guard stops them. */
  readonly examples: string;
}

const shaped = (shape: RegExp): Form["find"] => {
  return (text) => {
    const match = shape.exec(text);
    return match && { value: match[0], start: match.index, end: match.index + match[0].length };
  };
};

const phone = /(?<![\w+])\+?\d(?:[\s().-]{0,2}\d){7,14}(?!\d)/;
const code = /(?<![\w-])(?:[A-Za-z]{1,20}[-_]?)?\d[\w-]{0,20}(?![\w])/;
const amount = /(?:(?<=₹ ?|rs\.? ?|inr ?|\$)|\b)\d[\d,]*(?:\.\d+)?\b(?!-)/i;

const numberWords: Readonly<Record<string, string>> = {
  ...{ one: "1", two: "2", three: "3", four: "4", five: "5", six: "6", seven: "7", eight: "8", nine: "9", ten: "10" },
  ...{ ek: "1", do: "2", teen: "3", chaar: "4", char: "4", paanch: "5", panch: "5", chhe: "6", saat: "7", aath: "8" },
  ...{ एक: "1", दो: "2", तीन: "3", चार: "4", पाँच: "5", पांच: "5", छह: "6", सात: "7", आठ: "8", नौ: "9", दस: "10" },
};
const people = "(?:people|persons?|guests?|adults?|of us|log(?:on)?|seats?|लोग|लोगों|जन|व्यक्ति)";
const number = `(\\d{1,4}|${Object.keys(numberWords).join("|")})`;
const wholeNumber = new RegExp(`(?<![\\p{L}\\p{M}\\d])${number}(?![\\p{L}\\p{M}\\d:])`, "iu");
const counted = [
  new RegExp(`(?<![\\p{L}\\p{M}\\d])${number} ?${people}(?![\\p{L}\\p{M}])`, "iu"),
  /\b(?:for|of) (\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)(?= *(?:[,.!\uFFFC]|$|on\b|at\b|today|tomorrow|tonight|next|this|\w+day\b))/iu,
];

function count(text: string, { asked }: { readonly asked: boolean }): Found | null {
  for (const shape of asked ? [...counted, wholeNumber] : counted) {
    const match = shape.exec(text);
    const said = match?.[1]?.toLowerCase() ?? "";
    if (match) return { value: numberWords[said] ?? said, start: match.index, end: match.index + match[0].length };
  }
  return null;
}

const introduction =
  /(?:\b(?:my|the|his|her|patient'?s?|guest'?s?|customer'?s?) name is|\bname:? is|\bi am|\bi'?m|\bthis is|\b(?:mera|uska|patient ka) naam|(?:मेरा|उनका|मरीज़ का) नाम|माझे नाव|আমার নাম|నా పేరు|என் பெயர்|મારું નામ|میرا نام)\s+/iu;
/** Words that follow "I am" or answer a question, and are no name. */
const noName = new Set(
  (
    "later skip none nothing nobody anything whatever wait sorry hmm why stop looking interested calling trying having " +
    "facing unable happy sad angry not sure going coming free busy fine good ready here from in at feeling getting " +
    "maybe today tomorrow booking appointment order table help problem issue unknown idea wrong incorrect right correct same time date day phone number name galat गलत ग़लत"
  ).split(" "),
);

/** "my name is Asha Rao", or, when it was asked for, a part of the text that looks like a name. */
function personName(text: string, { asked }: { readonly asked: boolean }): Found | null {
  const introduced = introduction.exec(text);
  if (!introduced && !asked) return null;
  const from = introduced ? introduced.index + introduced[0].length : 0;
  const parts = text
    .slice(from)
    .split(nameEnd)
    .map((part) => part.replace(title, "").trim());
  const name = (introduced ? parts.slice(0, 1) : parts).find(isName);
  if (name === undefined) return null;
  const at = text.indexOf(name, from);
  return { value: name, start: introduced?.index ?? at, end: at + name.length };
}

const nameEnd =
  /[,;:\n.!?।\uFFFC]|\b(?:and|aur|speaking|here|by the way|btw|please|pls|thanks|thank you|from|on|at|for|with|my|the|phone|number|hai|hoon|hu|ka|ke|naam)\b|(?<![\p{L}\p{M}])(?:और|है|हूँ|हूं|आहे|ہے)(?![\p{L}\p{M}])/iu;
const title = /^\s*(?:(?:it'?s|for|mr|mrs|ms|dr|shri|smt)\.?\s+)+/i;

function isName(text: string): boolean {
  const words = text.split(/\s+/);
  if (!/^\p{L}[\p{L}\p{M}'’. -]{0,59}$/u.test(text) || words.length > 4) return false;
  const isWord = (word: string) =>
    noName.has(word.toLowerCase()) || (/^\p{Ll}/u.test(word) && contentWords(word).length === 0);
  return !words.some(isWord);
}

function option(text: string, { field }: { readonly field: Field }): Found | null {
  for (const wanted of field.options) {
    const shape = new RegExp(`(?<![\\p{L}\\p{M}])${literal(plainName(wanted))}(?![\\p{L}\\p{M}])`, "iu");
    const match = shape.exec(plainName(text));
    if (match) return { value: wanted, start: match.index, end: match.index + match[0].length };
  }
  return null;
}

/** The days from today. */
function dayOffset(text: string, { now }: { readonly now: Date | null }): Found | null {
  const from = now ?? new Date(2000, 0, 1);
  const found = dateIn(text, from);
  if (!found) return null;
  const days = Math.round((Date.parse(`${found.value}T09:00`) - from.getTime()) / 86_400_000);
  return { ...found, value: String(days) };
}

/** A time that is wanted in the customer's own words, its day included. */
function isMomentInWords({ label, description }: Field): boolean {
  return /\b(?:time|date|when)\b/.test(label) && /\bas the customer|\bown words\b/i.test(description);
}

function momentInWords(text: string, { now }: { readonly now: Date | null }): Found | null {
  const [first, second] = [dateIn(text, now), timeIn(text)].filter((part) => part !== null);
  if (!first) return null;
  const start = Math.min(first.start, second?.start ?? first.start);
  const end = Math.max(first.end, second?.end ?? first.end);
  return { value: text.slice(start, end), start, end };
}

function yesOrNo(text: string, { asked }: { readonly asked: boolean }): Found | null {
  if (!asked || !(says.yes(text) || says.no(text))) return null;
  return { value: says.yes(text) ? "yes" : "no", start: 0, end: text.length };
}

function wholeText(text: string): Found | null {
  const value = text.trim();
  return value === "" ? null : { value, start: 0, end: text.length };
}

const forms: readonly (Form & { readonly of: (field: Field) => boolean })[] = [
  { of: ({ options }) => options.length > 0, find: option, examples: "" },
  { of: named(/^(?:q|query|question|search(?: query| text)?)$/), find: wholeText, examples: "" },
  { of: ({ type }) => type === "boolean", find: yesOrNo, examples: "yes / no" },
  {
    of: named(/\be ?mail\b/),
    find: shaped(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/),
    examples: "",
  },
  { of: named(/phone|mobile|whatsapp|contact number/), find: shaped(phone), examples: "" },
  { of: named(/^day offset$/), find: dayOffset, examples: "" },
  { of: isMomentInWords, find: momentInWords, examples: "tomorrow at 5 pm" },
  { of: named(/\btime\b|\bslot\b/), find: timeIn, examples: "4 pm, 16:00" },
  { of: named(/\bdate\b|\bday\b/), find: (text, { now }) => dateIn(text, now), examples: "5 December, 2026-12-05" },
  { of: named(/amount|price|total|budget/), find: shaped(amount), examples: "" },
  { of: named(/(?:^|\s)(?:name|patient|customer|guest|student|visitor)$/), find: personName, examples: "Asha Rao" },
  {
    of: (field) =>
      /guests?\b|people|persons?\b|party|seats|covers|quantity|adults|children|number of|count$|how many/.test(
        field.label,
      ) || ["number", "integer"].includes(field.type),
    find: count,
    examples: "4",
  },
  { of: named(/(?:^| )(?:id|number|code|reference|sku)$/), find: shaped(code), examples: "" },
];

/** The form of a field by its label and type. Undefined for free words, such as a treatment or a description. */
export function formOf(field: Field): Form | undefined {
  return field.type === "array" || field.type === "object" ? undefined : forms.find(({ of }) => of(field));
}

/** Fields of several words or sentences in the customer's own wording. */
export function isFreeText({ label }: Field): boolean {
  return /subject|title|description|summary|details|message|reason|issue|notes?\b|complaint|request|comment|address|wish/.test(
    label,
  );
}

function named(label: RegExp): (field: Field) => boolean {
  return (field) => label.test(field.label);
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
