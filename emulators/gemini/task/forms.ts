import { says } from "../says.ts";
import { plainName } from "../words.ts";
import { dateIn } from "./dates.ts";
import type { Field } from "./fields.ts";
import { type Found, literal, shaped, wordEnd, wordStart } from "./found.ts";
import { isMoment, momentIn } from "./moments.ts";
import { amount, code, count, phone } from "./numbers.ts";
import { personName } from "./person-name.ts";
import { timeIn } from "./times.ts";

/** The written form of a kind of value. The policy finds values by it, and rejects other text. */
export interface Form {
  /** Finds a value anywhere in a text. `asked`: the text answers a question for it, so that less tells it. */
  find(
    text: string,
    context: {
      readonly asked: boolean;
      readonly now: Date | null;
      readonly field: Field;
      /** The field's value so far. */
      readonly known?: unknown;
    },
  ): Found | null;
  /** For the customer, when the text could not be read. Numbers and addresses have none: the product's guard stops them. */
  readonly examples: string;
}

const email = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/;

function option(text: string, { field }: { readonly field: Field }): Found | null {
  for (const wanted of field.options) {
    const words = plainName(wanted).split(" ").map(literal).join("[ _-]");
    const match = new RegExp(`${wordStart}${words}${wordEnd}`, "iu").exec(text);
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

function isPerson({ label }: Field): boolean {
  const isThing =
    /(?:product|service|course|item|dish|treatment|plan|company|business|property|project|test|brand) name$/;
  return /(?:^|\s)(?:name|patient|customer|guest|student|visitor)$/.test(label) && !isThing.test(label);
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
    find: shaped(email),
    examples: "",
  },
  { of: named(/phone|mobile|whatsapp|contact number/), find: phone, examples: "" },
  { of: named(/^day offset$/), find: dayOffset, examples: "" },
  { of: isMoment, find: momentIn, examples: "5 December at 4 pm" },
  { of: isMomentInWords, find: momentInWords, examples: "tomorrow at 5 pm" },
  { of: named(/\btime\b|\bslot\b/), find: timeIn, examples: "4 pm, 16:00" },
  {
    of: named(/\bdate\b|\bday\b/),
    find: (text, { asked, now }) => dateIn(text, now, asked),
    examples: "5 December, 2026-12-05",
  },
  { of: named(/amount|price|total|budget/), find: amount, examples: "" },
  { of: isPerson, find: personName, examples: "Asha Rao" },
  {
    of: (field) =>
      /guests?\b|people|persons?\b|party|seats|covers|quantity|adults|children|number of|count$|how many/.test(
        field.label,
      ) || ["number", "integer"].includes(field.type),
    find: count,
    examples: "4",
  },
  { of: named(/(?:^| )(?:id|number|code|reference|sku)$/), find: code, examples: "" },
];

/** The form of a field by its label and type. Undefined for free words, such as a treatment or a description. */
export function formOf(field: Field): Form | undefined {
  return field.type === "array" || field.type === "object" ? undefined : forms.find(({ of }) => of(field));
}

/** Fields of several words or sentences in the customer's own wording. */
export function isFreeText({ label }: Field): boolean {
  return /subject$|title|description|summary|details|message|reason|issue|notes?\b|complaint|request|comment|address|wish/.test(
    label,
  );
}

function named(label: RegExp): (field: Field) => boolean {
  return (field) => label.test(field.label);
}
