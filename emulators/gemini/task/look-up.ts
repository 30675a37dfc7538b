import { isObject, type JsonObject, objectOf } from "../../json.ts";
import type { ToolDeclaration } from "../prompt.ts";
import { unwrap } from "../result-words.ts";
import { hasEffects } from "../tool-choice.ts";
import { contentWords } from "../words.ts";
import { type Field, fieldsOf, type Values } from "./fields.ts";
import { isMoment, joined, momentParts } from "./moments.ts";

/** The tool that lists the customer's own things with their numbers, for a field that asks for such a number. */
export function lookUpFor(field: Field | undefined, tools: readonly ToolDeclaration[]): ToolDeclaration | undefined {
  if (!field || !/ id$/.test(field.label)) return undefined;
  const wanted = contentWords(field.label.replace(/ id$/, ""));
  return tools.find(
    (tool) =>
      !hasEffects(tool) &&
      /\bcustomer's own\b/.test(tool.description) &&
      fieldsOf(tool).every(({ required }) => !required) &&
      contentWords(tool.description).some((word) => wanted.includes(word)),
  );
}

/** The rows of a look-up that have a value for the field. */
export function rowsFor(field: Field, response: JsonObject): readonly JsonObject[] {
  return Object.values(objectOf(unwrap(response)))
    .flatMap((value) => (Array.isArray(value) ? value : []))
    .filter((row): row is JsonObject => isObject(row) && typeof row[field.name] === "string");
}

/** The values with the row's number. "Move it to 11 am" stays on the row's day. */
export function valuesOfRow(tool: ToolDeclaration, { values, row }: { values: Values; row: JsonObject }): Values {
  return Object.fromEntries(
    fieldsOf(tool).flatMap((field) => {
      const given = values[field.name];
      if (isMoment(field) && given !== undefined) return [[field.name, joined(momentParts(given), row[field.name])]];
      if (given !== undefined) return [[field.name, given]];
      return field.required && !isMoment(field) && row[field.name] !== undefined ? [[field.name, row[field.name]]] : [];
    }),
  );
}

/** "A-1111111111: 30 November, 9:00 AM, Consultation": what to choose from, each with its number first. */
export function choicesIn(field: Field, rows: readonly JsonObject[]): string {
  const [told] = ["says", "label", "title"].filter((name) => rows.every((row) => typeof row[name] === "string"));
  return rows
    .map((row) => {
      const names = Object.keys(row).filter((name) => (told ? [told, "service"].includes(name) : name !== field.name));
      return `${row[field.name]}: ${names.map((name) => String(row[name])).join(", ")}`;
    })
    .join("; ");
}
