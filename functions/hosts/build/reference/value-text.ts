import type { Described } from "./json-schema.ts";

/** The type of a value in words: "whole number, 1 to 50", "list of names". */
export function valueText(schema: Described): string {
  const short = (schema.form?.shortForms ?? []).map(({ as }) => as);
  return [longForm(schema), ...short].join(", or ");
}

function longForm(schema: Described): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return choice(schema.enum);
  const called = schema.form?.called;
  if (called !== undefined) return [called, range(schema)].filter((part) => part !== "").join(", ");
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return unionText(options);
  if (schema.$ref !== undefined || schema.allOf) return "section";
  switch (schema.type) {
    case "array":
      return listText(schema);
    case "object":
      return schema.additionalProperties && !schema.properties
        ? `${valueText(schema.propertyNames ?? { type: "string" })} → ${valueText(schema.additionalProperties)}`
        : "section";
    case "boolean":
      return "true or false";
    case "integer":
      return ["whole number", range(schema)].filter((part) => part !== "").join(", ");
    case "number":
      return ["number", range(schema)].filter((part) => part !== "").join(", ");
    case "null":
      return "`null`";
    case "string":
      return textKind(schema);
    default:
      return Array.isArray(schema.type) ? schema.type.map((type) => longForm({ type })).join(" or ") : "any value";
  }
}

function unionText(options: readonly Described[]): string {
  const texts = [...new Set(options.map(valueText))];
  return texts.length === 1 ? (texts[0] ?? "") : texts.join(" or ");
}

function choice(values: readonly unknown[]): string {
  return `one of ${values.map(code).join(", ")}`;
}

function listText({ items, minItems, maxItems }: Described): string {
  const inner = items === undefined ? "values" : plural(items);
  const bounds = rangeText(minItems === 0 ? undefined : minItems, maxItems);
  return bounds === "" ? `list of ${inner}` : `list of ${inner}, ${bounds}`;
}

/** Only simple types have a plural. */
function plural(items: Described): string {
  if (items.enum) return items.enum.map(code).join(", ");
  const { form, ...long } = items;
  if (form?.shortForms) return `${plural(long)}, each also as ${form.shortForms.map(({ as }) => as).join(" or ")}`;
  if (items.type === "string" && form === undefined && items.maxLength !== undefined)
    return `texts of at most ${items.maxLength} characters`;
  const text = valueText(items);
  if (text === "currency") return "currencies";
  return /^[a-z ]+$/.test(text) && !text.endsWith("s") && !text.includes(" or ") ? `${text}s` : text;
}

const kinds: Readonly<Record<string, string>> = { uri: "URL", email: "e-mail address" };

function textKind({ format, maxLength }: Described): string {
  const kind = kinds[format ?? ""] ?? "text";
  return maxLength === undefined ? kind : `${kind}, at most ${maxLength} characters`;
}

function range({ minimum, maximum }: Described): string {
  return rangeText(minimum, maximum);
}

function rangeText(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return `${least} to ${most}`;
  if (most !== undefined) return `at most ${most}`;
  return least === undefined ? "" : `${least} or more`;
}

export function code(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}
