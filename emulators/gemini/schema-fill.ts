import { isObject, type JsonObject, listOf, objectOf, textOf, textsOf } from "../json.ts";
import { contentWords, plainName, sentences } from "./words.ts";

/** A value that matches the schema (JSON Schema, or Gemini's upper-case types), filled from the text. */
export function fill(schema: JsonObject, text: string, name = "", root: JsonObject = schema): unknown {
  const resolved = resolve(schema, root);
  if (resolved.const !== undefined) return resolved.const;
  const options = listOf(resolved.enum);
  if (options.length > 0) return options.find((option) => mentions(text, String(option))) ?? options[0];
  const first = listOf(resolved.anyOf ?? resolved.oneOf)
    .map(objectOf)
    .find((part) => typeOf(part) !== "null");
  if (first) return fill(first, text, name, root);
  switch (typeOf(resolved)) {
    case "object":
      return fillObject(resolved, text, root);
    case "array":
      return fillArray(resolved, text, name, root);
    case "number":
    case "integer":
      return fillNumber(resolved, text, name);
    case "boolean":
      return mentions(text, plainName(name));
    case "null":
      return null;
    default:
      return fillString(resolved, text, name);
  }
}

function resolve(schema: JsonObject, root: JsonObject): JsonObject {
  const merged: JsonObject = Object.assign({}, schema, ...listOf(schema.allOf).map(objectOf));
  const path = textOf(merged.$ref).split("/").slice(1);
  if (path.length === 0) return merged;
  return path.reduce<JsonObject>((at, key) => objectOf(at[key]), root);
}

function typeOf(schema: JsonObject): string {
  const type = Array.isArray(schema.type) ? schema.type.find((kind) => kind !== "null") : schema.type;
  if (typeof type === "string") return type.toLowerCase();
  if (isObject(schema.properties)) return "object";
  return schema.items === undefined ? "string" : "array";
}

function fillObject(schema: JsonObject, text: string, root: JsonObject): JsonObject {
  const properties = Object.entries(objectOf(schema.properties));
  return Object.fromEntries(properties.map(([name, part]) => [name, fill(objectOf(part), text, name, root)]));
}

function fillArray(schema: JsonObject, text: string, name: string, root: JsonObject): readonly unknown[] {
  const items = objectOf(schema.items);
  const minimum = Number(schema.minItems ?? 0);
  const maximum = Number(schema.maxItems ?? 5);
  const options = textsOf(resolve(items, root).enum);
  const spoken = options.filter((option) => mentions(text, option));
  if (options.length > 0)
    return spoken.concat(options.slice(0, Math.max(0, minimum - spoken.length))).slice(0, maximum);
  const byWord = /keyword|tag|topic|entit/.test(name);
  const sources = byWord ? [...new Set(contentWords(text))] : sentences(text);
  const wanted = Math.min(maximum, Math.max(minimum, Math.min(3, sources.length)));
  return Array.from({ length: wanted }, (_, index) =>
    fill(items, sources[index] ?? text, byWord ? "word" : name, root),
  );
}

/**
 * The number after the property's name in the text, or the first number, or the middle of the range. Always within the
 * range.
 */
function fillNumber(schema: JsonObject, text: string, name: string): number {
  const minimum = Number(schema.minimum ?? schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
  const maximum = Number(schema.maximum ?? schema.exclusiveMaximum ?? Number.POSITIVE_INFINITY);
  const number = "(-?\\d+(?:\\.\\d+)?)";
  const after = new RegExp(`${plainName(name)}\\D{0,12}${number}`, "i").exec(text) ?? new RegExp(number).exec(text);
  const bounded = Number.isFinite(minimum) && Number.isFinite(maximum);
  const fallback = bounded ? (minimum + maximum) / 2 : Math.max(minimum, Math.min(maximum, 0));
  const found = Number(after?.[1] ?? Number.NaN);
  const fits = found >= minimum && found <= maximum;
  const value = fits ? found : fallback;
  return typeOf(schema) === "integer" ? Math.round(value) : value;
}

const formats: Readonly<Record<string, readonly [shape: RegExp, fallback: string]>> = {
  date: [/\d{4}-\d{2}-\d{2}/, "2000-01-01"],
  "date-time": [/\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})/, "2000-01-01T00:00:00Z"],
  time: [/\d{2}:\d{2}:\d{2}Z?/, "00:00:00Z"],
  email: [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/, "unknown@example.com"],
  uri: [/https?:\/\/[^\s"'<>]+/, "https://example.com/"],
  uuid: [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i, "00000000-0000-4000-8000-000000000000"],
};

function fillString(schema: JsonObject, text: string, name: string): string {
  const format = formats[textOf(schema.format)];
  if (format) return format[0].exec(text)?.[0] ?? format[1];
  const pattern = textOf(schema.pattern);
  if (pattern !== "") return new RegExp(pattern.replace(/^\^|\$$/g, "")).exec(text)?.[0] ?? text;
  const labelled =
    name === "" ? null : new RegExp(`\\b${plainName(name)}\\s*(?:is|:|=)\\s*([^\\n,;.]+)`, "i").exec(text);
  const value = labelled?.[1]?.trim() ?? (name === "word" ? text : (sentences(text)[0] ?? ""));
  const cut = value.slice(0, Number(schema.maxLength ?? 400));
  return cut.padEnd(Number(schema.minLength ?? 0), ".");
}

function mentions(text: string, words: string): boolean {
  const said = new Set(contentWords(text));
  const wanted = contentWords(plainName(words));
  return wanted.length > 0 && wanted.every((word) => said.has(word));
}
