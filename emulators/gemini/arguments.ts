import { type JsonObject, objectOf, textOf, textsOf } from "../json.ts";
import type { ToolDeclaration } from "./prompt.ts";
import { plainName } from "./words.ts";

export interface Field {
  readonly name: string;
  /** The field's name as words. */
  readonly label: string;
  readonly type: string;
  readonly format: string;
  readonly options: readonly string[];
  readonly required: boolean;
}

export function fieldsOf(tool: ToolDeclaration): readonly Field[] {
  const required = new Set(textsOf(tool.parameters.required));
  return Object.entries(objectOf(tool.parameters.properties)).map(([name, value]) => {
    const schema = objectOf(value);
    const type = Array.isArray(schema.type) ? schema.type.find((kind) => kind !== "null") : schema.type;
    return {
      name,
      label: plainName(name),
      type: textOf(type).toLowerCase() || "string",
      format: textOf(schema.format),
      options: textsOf(schema.enum),
      required: required.has(name),
    };
  });
}

/** A customer's text, and the fields that were asked for just before it. */
export interface Said {
  readonly text: string;
  readonly asked: readonly string[];
}

/** Finds arguments in the customer's texts. Later texts override earlier ones. */
export function argumentsFrom(fields: readonly Field[], said: readonly Said[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const { text, asked } of said) {
    const named = fields
      .map((field): [string, unknown] => [field.name, valueIn(text, field, fields)])
      .filter(([, value]) => value !== undefined);
    const wanted = fields.filter(({ label }) => asked.includes(label));
    Object.assign(found, inOrder(text, wanted), Object.fromEntries(named));
    const open = wanted.filter(({ name }) => found[name] === undefined);
    if (named.length === 0) Object.assign(found, wholeText(text, open));
  }
  return found;
}

/**
 * A short reply without labels is the one value asked for. A longer reply is the value of each free-text field asked
 * for.
 */
function wholeText(text: string, open: readonly Field[]): JsonObject {
  const freeText = /subject|title|description|summary|details|message|reason|issue|notes|complaint/;
  const sentence = text.trim().split(/\s+/).length >= 4;
  const meant = open.length === 1 ? open : open.filter(({ label }) => sentence && freeText.test(label));
  const values = meant.map((field): [string, unknown] => [field.name, convert(text, field)]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Splits a reply into the values asked for, in their order. A list at the end takes the remaining pieces. */
function inOrder(text: string, wanted: readonly Field[]): JsonObject {
  const pieces = text.split(/[,;\n]/);
  const last = wanted.at(-1);
  const surplus = pieces.length - wanted.length;
  if (!last || wanted.length < 2 || surplus < 0 || (surplus > 0 && last.type !== "array")) return {};
  const given = [...pieces.slice(0, wanted.length - 1), pieces.slice(wanted.length - 1).join(",")];
  const values = wanted.map((field, index): [string, unknown] => [field.name, convert(given[index] ?? "", field)]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function valueIn(text: string, field: Field, all: readonly Field[]): unknown {
  const option = field.options.find((wanted) =>
    new RegExp(`(?<!\\p{L})${literal(plainName(wanted))}(?!\\p{L})`, "iu").test(text),
  );
  if (option) return option;
  if (field.label === "day offset") return dayOffset(text);
  const shaped = shapes.find(({ named }) => named.test(field.label))?.shape.exec(text)?.[0];
  if (shaped) return convert(shaped, field);
  if (/^(?:query|question|search|q|search query|search text)$/.test(field.label)) return text.trim();
  const labelled = labelledValue(text, field, all);
  return labelled === undefined ? undefined : convert(labelled, field);
}

const shapes: readonly { readonly named: RegExp; readonly shape: RegExp }[] = [
  { named: /phone|mobile|whatsapp|contact number/, shape: /\+?\d[\d -]{7,14}\d/ },
  { named: /e ?mail/, shape: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/ },
  {
    named: /date/,
    shape:
      /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: \d{4})?\b|\b(?:today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|aaj)\b/i,
  },
  { named: /time|slot/, shape: /\b\d{1,2}:\d{2}(?: ?[ap]m)?\b|\b\d{1,2} ?[ap]m\b/i },
  { named: /amount|price|total/, shape: /(?:(?<=₹|rs\.? ?|inr ?|\$)|\b)\d[\d,]*(?:\.\d+)?\b(?!-)/i },
  { named: /(?:^| )(?:id|number|code|reference|sku)$/, shape: /\b(?=[A-Za-z-]*\d)[A-Za-z]{0,8}-?\d[\w-]{1,20}\b/ },
];

/** "name is Asha and phone 98…": the text after a field's label and a separator, up to the next label. */
function labelledValue(text: string, field: Field, all: readonly Field[]): string | undefined {
  const sign = "\\s*(?:(?:is|are|hai|है)(?!\\p{L})|[:=])\\s*";
  const own = new RegExp(labelPattern(field) + sign, "iu").exec(text);
  if (!own) return undefined;
  const start = own.index + own[0].length;
  const others = all.filter((other) => other.name !== field.name).map((other) => new RegExp(labelPattern(other), "iu"));
  const ends = others.map((label) => label.exec(text.slice(start))?.index ?? text.length);
  const value = text.slice(start, start + Math.min(...ends, text.length));
  return (
    (value.split(/[;\n]|[.!?](?=\s|$)/)[0] ?? "")
      .replace(/(?:[\s,]|\b(?:and|aur|my|mera|meri|the|hai|है)\b)+$/iu, "")
      .trim() || undefined
  );
}

/** Matches the label, or its last word alone. */
function labelPattern({ label }: Field): string {
  const last = label.split(" ").at(-1) ?? label;
  return `(?<!\\p{L})(?:${literal(label)}|${literal(last)})s?(?!\\p{L})`;
}

/** Days from today. The policy has no calendar and knows no other dates. */
function dayOffset(text: string): number | undefined {
  if (/\btomorrow\b/i.test(text)) return 1;
  return /\b(?:today|aaj)\b|आज/i.test(text) ? 0 : undefined;
}

function convert(text: string, field: Field): unknown {
  const value = text.trim().replace(/[.!]$/, "");
  if (value === "" || (field.format === "date" && !/^\d{4}-\d{2}-\d{2}$/.test(value))) return undefined;
  if (field.options.length > 0) return field.options.find((option) => option.toLowerCase() === value.toLowerCase());
  if (field.type === "number" || field.type === "integer") {
    const number = Number(/-?\d[\d,]*(?:\.\d+)?/.exec(value)?.[0].replaceAll(",", "") ?? Number.NaN);
    if (Number.isNaN(number)) return undefined;
    return field.type === "integer" ? Math.round(number) : number;
  }
  if (field.type === "boolean")
    return /^(?:yes|true|haan|हाँ)/i.test(value) ? true : /^(?:no|false|nahi|नहीं)/i.test(value) ? false : undefined;
  if (field.type === "array") return value.split(/\s*(?:,|\band\b|\baur\b)\s*/i).filter((item) => item !== "");
  return field.type === "object" ? undefined : value;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
