import { z } from "zod";
import type { Column } from "./column.ts";

/** Longest text that a model may give for a cell or a parameter. */
const longestText = 500;

/** What a model may give for a cell. The table's own rules are checked again when a row is written. */
export function cellSchema(column: Column): z.ZodType {
  const schema = typeSchema(column);
  return column.description === undefined ? schema : schema.describe(column.description);
}

/** What a model may give for several, by name. One that is not required may be left out. */
export function parametersOf(columns: Readonly<Record<string, Column>>): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      column.required ? cellSchema(column) : cellSchema(column).nullish(),
    ]),
  );
}

function typeSchema({ type, values, of, fields = {} }: Column): z.ZodType {
  switch (type) {
    case "integer":
      return z.number().int();
    case "number":
    case "money":
      return z.number();
    case "boolean":
      return z.boolean();
    case "date":
      return z.iso.date();
    case "choice":
      return z.literal(values ?? []);
    case "list":
      return z.array(of ? cellSchema(of) : z.json());
    case "map":
      return z.record(z.string(), of ? cellSchema(of) : z.json());
    case "object":
      return z.strictObject(parametersOf(fields));
    case "json":
      return z.json();
    default:
      return z.string().max(longestText);
  }
}
