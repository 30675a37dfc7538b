import { objectOf, textOf, textsOf } from "../../json.ts";
import type { ToolDeclaration } from "../prompt.ts";
import { plainName } from "../words.ts";

/** One argument of a tool. */
export interface Field {
  readonly name: string;
  /** The field's name as words. */
  readonly label: string;
  readonly description: string;
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
      description: textOf(schema.description),
      type: textOf(type).toLowerCase() || "string",
      format: textOf(schema.format),
      options: textsOf(schema.enum),
      required: required.has(name),
    };
  });
}

/** The values of a task so far, by the fields' names. */
export type Values = Readonly<Record<string, unknown>>;

/** The text as a value of the field's type. Undefined when it is not one. */
export function typed(text: string, field: Field): unknown {
  const value = text.trim().replace(/[.!,।]+$/u, "");
  if (value === "") return undefined;
  if (field.options.length > 0) return field.options.find((option) => option.toLowerCase() === value.toLowerCase());
  switch (field.type) {
    case "number":
    case "integer": {
      const number = Number(/-?\d[\d,]*(?:\.\d+)?/.exec(value)?.[0].replaceAll(",", "") ?? Number.NaN);
      if (Number.isNaN(number)) return undefined;
      return field.type === "integer" ? Math.round(number) : number;
    }
    case "boolean":
      return /^(?:yes|true|haan|हाँ|हां)/i.test(value) ? true : /^(?:no|false|nahi|नहीं)/i.test(value) ? false : undefined;
    case "array":
      return value.split(/\s*(?:,|\band\b|\baur\b|(?<=\s)और(?=\s))\s*/iu).filter((item) => item !== "");
    case "object":
      return undefined;
    default:
      return value;
  }
}

/** "name: Asha; phone: 98…": the values in words, to be read back by `valuesIn`. */
export function valuesInWords(fields: readonly Field[], values: Values): string {
  const known = fields.filter(({ name }) => values[name] !== undefined);
  return known.map(({ name, label }) => `${label}: ${inWords(values[name])}`).join("; ");
}

function inWords(value: unknown): string {
  const text = Array.isArray(value) ? value.join(", ") : String(value);
  return text
    .replace(/[\s;]+/g, (gap) => (gap.includes(";") ? ", " : " "))
    .replace(/[()“”]/g, "'")
    .trim();
}

/** Reads what `valuesInWords` wrote. */
export function valuesIn(words: string, fields: readonly Field[]): Values {
  const values: Record<string, unknown> = {};
  for (const part of words.split("; ")) {
    const colon = part.indexOf(": ");
    const field = fields.find(({ label }) => label === part.slice(0, colon));
    const value = field && typed(part.slice(colon + 2), field);
    if (field && value !== undefined) values[field.name] = value;
  }
  return values;
}
