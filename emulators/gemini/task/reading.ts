import { says } from "../says.ts";
import { contentWords, plainName, withLatinDigits } from "../words.ts";
import { type Field, typed, type Values } from "./fields.ts";
import { formOf, isFreeText } from "./forms.ts";
import { type Found, literal } from "./found.ts";

/** What a text is read for. */
export interface Wanted {
  readonly fields: readonly Field[];
  /** The values so far. */
  readonly known: Values;
  /** The field that was asked for just before. */
  readonly asked: Field | undefined;
  readonly now: Date | null;
}

/** Stands in a text for a value that was read from there. */
const taken = "\uFFFC";

/** Longer texts are read up to here: a value stands in the first sentences. */
const maximumCharacters = 1_000;

/**
 * The values in a customer's text: named ones ("phone is 98…"), those with a form of their own, such as dates, and the
 * rest of the text for what was asked. A yes, a no, thanks or a question is never a value.
 */
export function valuesFrom(said: string, { fields, known, asked, now }: Wanted): Values {
  const text = withLatinDigits(said);
  let rest = text.slice(0, maximumCharacters).replaceAll(taken, " ");
  const found: Record<string, unknown> = {};
  const take = (field: Field, value: string, { start, end }: Pick<Found, "start" | "end">) => {
    const converted = typed(value, field);
    if (converted === undefined) return;
    found[field.name] = converted;
    rest = rest.slice(0, start) + taken + rest.slice(end);
  };
  const missing = fields.filter((field) => field.required && known[field.name] === undefined && field !== asked);
  const others = fields.filter((field) => field !== asked && !missing.includes(field));
  const inTurn = [...(asked ? [asked] : []), ...missing, ...others];
  for (const field of inTurn) {
    const labelled = labelledIn(rest, field, fields);
    const context = { asked: true, now, field, known: known[field.name] };
    const inForm = labelled && formOf(field)?.find(labelled.value, context);
    if (labelled && (inForm || !formOf(field))) take(field, inForm?.value ?? labelled.value, labelled);
  }
  const answersIt = (field: Field) => field === asked && !isNoValue(text, field);
  for (const field of byPrecision(inTurn)) {
    if (found[field.name] !== undefined) continue;
    const context = { asked: answersIt(field), now, field, known: known[field.name] };
    const read = (from: string) => formOf(field)?.find(from, context);
    const first = read(rest);
    // "not tomorrow, Friday": what is known already is not what is new.
    const isKnown = first && field !== asked && String(known[field.name]) === first.value;
    const other = isKnown ? read(blanked(rest, first)) : null;
    const inForm = other ?? first;
    if (inForm) take(field, inForm.value, inForm);
  }
  const open = [...(asked ? [asked] : []), ...missing].filter(({ name }) => found[name] === undefined);
  return asked && !isNoValue(text, asked) ? { ...found, ...freeValues(text, rest, { asked, open, fields }) } : found;
}

/** The text with spaces in place of a part, so that the other parts stay where they are. */
function blanked(text: string, { start, end }: Pick<Found, "start" | "end">): string {
  return text.slice(0, start) + " ".repeat(end - start) + text.slice(end);
}

/** Forms that are hard to mistake come first, so that no phone number is read as an amount. */
function byPrecision(fields: readonly Field[]): readonly Field[] {
  const order = [/e ?mail/, /phone|mobile|whatsapp/, /time|slot/, /date|day/];
  const rank = ({ label }: Field) =>
    (order.findIndex((shape) => shape.test(label)) + order.length + 1) % (order.length + 1);
  return [...fields].sort((a, b) => rank(a) - rank(b));
}

/** The words that are left over, for what was asked, and pieces after commas for what is asked next. */
function freeValues(
  text: string,
  rest: string,
  {
    asked,
    open,
    fields,
  }: { readonly asked: Field; readonly open: readonly Field[]; readonly fields: readonly Field[] },
): Values {
  const isOpen = open[0] === asked;
  if (isOpen && formOf(asked)) return {};
  const isAllTaken = !/[\p{L}\p{N}]/u.test(rest);
  if (isOpen && isFreeText(asked)) return isAllTaken ? {} : valueFor(asked, text);
  const parts = rest.split(/[,;\n।]/);
  const whole = isOpen
    ? parts.map((part) => part.replaceAll(taken, " "))
    : parts.filter((part) => !part.includes(taken));
  const pieces = whole.map((part) => bare(withoutLabel(part, fields))).filter(isOpen ? isWords : isThing);
  const found: Record<string, unknown> = {};
  for (const field of open.filter((each) => !formOf(each) && !isFreeText(each))) {
    const piece = field.type === "array" ? pieces.splice(0).join(", ") : pieces.shift();
    if (piece !== undefined) Object.assign(found, valueFor(field, piece));
  }
  return found;
}

function valueFor(field: Field, text: string): Values {
  const value = typed(text, field);
  return value === undefined || (Array.isArray(value) && value.length === 0) ? {} : { [field.name]: value };
}

/** Whether the whole text is an answer of another kind. A sentence is a value of a field in the customer's own words. */
function isNoValue(text: string, asked: Field): boolean {
  if (isFreeText(asked) && text.trim().split(/\s+/).length > 3) return false;
  const reactions = [says.yes, says.no, says.thanks, says.greeting, says.bye, says.wait, says.asksAbilities];
  if (asked.type !== "boolean" && reactions.some((is) => is(text))) return true;
  return (says.question(text) || says.unwilling(text)) && !isFreeText(asked);
}

function isWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && text.split(/\s+/).length <= 8;
}

/** A thing in a few words and no remark: "teeth cleaning", but not "from Pune". */
function isThing(text: string): boolean {
  return isWords(text) && contentWords(text).length === text.split(/\s+/).length;
}

/** Without the words around a value: "I'd like a root canal please". */
function bare(text: string): string {
  return text
    .trim()
    .replace(
      /^(?:(?:i(?:'d| would) like|i (?:want|need)|it'?s|make it|just|only|some|for|to|the|an?|on|at|my|mujhe|मुझे|get|have|book)\s+)+/iu,
      "",
    )
    .replace(/(?:\s+(?:please|pls|chahiye|ke liye|ka|mein|ko|hai|karna|के लिए|चाहिए|में|को|है|instead))+[.!]*$/iu, "")
    .replace(/^(?:on|at|for|please|ko|को|and|aur)$/iu, "")
    .trim();
}

/** "name is Asha and phone 98…": the text after a field's label and a sign, up to the next label. */
function labelledIn(text: string, field: Field, all: readonly Field[]): Found | null {
  const sign = "\\s*(?:(?:is|are|to|should be|hai|है|ko)(?![\\p{L}\\p{M}])|[:=])\\s*";
  const own = new RegExp(labelPattern(field) + sign, "iu").exec(text);
  if (!own) return null;
  const start = own.index + own[0].length;
  const others = all.filter((other) => other.name !== field.name).map((other) => new RegExp(labelPattern(other), "iu"));
  const ends = others.map((label) => label.exec(text.slice(start))?.index ?? text.length);
  const whole = text.slice(start, start + Math.min(...ends, text.length));
  const cut = whole.split(/[;\n]|[.!?](?=\s|$)/)[0] ?? "";
  const value = cut.replace(/(?:[\s,]|\b(?:and|aur|my|mera|meri|the|hai)\b|है)+$/iu, "").trim();
  const isRemark = /^(?:wrong|incorrect|not (?:right|correct)|galat|गलत|ग़लत)(?![\p{L}\p{M}])/iu.test(value);
  return value === "" || isRemark ? null : { value, start: own.index, end: start + cut.length };
}

/** The field that a text names without a value: "change the date". */
export function namedIn(text: string, fields: readonly Field[]): Field | undefined {
  const words = plainName(text);
  return fields.find((field) => new RegExp(labelPattern(field), "iu").test(words));
}

/** Matches the label, its last word alone, or a word for it in Hindi. */
function labelPattern({ label }: Field): string {
  const last = label.split(" ").at(-1) ?? label;
  const names = [label, last, ...(translations[last] ?? [])].map((word) => literal(word.replace(/s$/, "")));
  return `(?<![\\p{L}\\p{M}])(?:${names.join("|")})s?(?![\\p{L}\\p{M}])`;
}

const translations: Readonly<Record<string, readonly string[]>> = {
  name: ["naam", "नाम", "नाव"],
  phone: ["mobile", "number", "phone number", "फोन", "फ़ोन", "नंबर", "मोबाइल"],
  mobile: ["phone", "number", "फोन", "फ़ोन", "नंबर", "मोबाइल"],
  date: ["day", "tarikh", "din", "तारीख", "तारीख़", "दिन"],
  time: ["samay", "समय", "टाइम", "वेळ"],
  guests: ["people", "persons", "log", "लोग"],
};

/** "phone" → "", "treatment root canal" → "root canal". */
function withoutLabel(text: string, fields: readonly Field[]): string {
  const labels = fields.map(labelPattern).join("|");
  return text.trim().replace(new RegExp(`^(?:(?:my|the|mera|meri|मेरा|मेरी)\\s+)?(?:${labels})\\s*`, "iu"), "");
}
