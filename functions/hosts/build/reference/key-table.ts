import type { Described } from "./json-schema.ts";
import { code, valueText } from "./value-text.ts";

interface Row {
  /** `questions[].options` */
  readonly key: string;
  readonly schema: Described;
  readonly required: boolean;
  /** `rating`, where the key exists for some values of `type` only. */
  readonly only?: string | undefined;
}

interface Property {
  readonly schema: Described;
  readonly required: boolean;
  readonly only?: string | undefined;
}

/** A Markdown table of every key of a section, those of the sections in it included; empty without keys. */
export function keyTable(section: Described, leaveOut: readonly string[] = []): string {
  const rows = rowsOf(section, "").filter(({ key }) => !leaveOut.includes(key.split(/[.[]/)[0] ?? ""));
  if (rows.length === 0) return "";
  return ["| key | value | default | meaning |", "|---|---|---|---|", ...rows.map(rowText)].join("\n");
}

function rowsOf(section: Described, prefix: string): readonly Row[] {
  return [...propertiesOf(section)].flatMap(([name, property]) => {
    const key = `${prefix}${name}`;
    return [{ key, ...property }, ...rowsBelow(property.schema, key)];
  });
}

function rowsBelow(schema: Described, key: string): readonly Row[] {
  if (schema.type === "array") return schema.items ? rowsBelow(schema.items, `${key}[]`) : [];
  if (propertiesOf(schema).size > 0) return rowsOf(schema, `${key}.`);
  return schema.additionalProperties ? rowsBelow(schema.additionalProperties, `${key}.NAME`) : [];
}

/** Of a union, the keys of all its members. */
function propertiesOf(schema: Described): ReadonlyMap<string, Property> {
  const members = [schema, ...(schema.oneOf ?? schema.anyOf ?? [])].filter(({ properties }) => properties);
  const all = new Map<string, Property>();
  for (const { properties = {}, required = [] } of members)
    for (const [name, property] of Object.entries(properties)) {
      if (all.has(name)) continue;
      const having = members.filter((member) => member.properties?.[name]);
      all.set(name, {
        schema: members.length > 1 ? merged(having.map((member) => member.properties?.[name] ?? {})) : property,
        required: required.includes(name),
        only: having.length < members.length ? having.map(typeName).join(", ") : undefined,
      });
    }
  return all;
}

/** The `type` of a union's members is one of all their types. */
function merged(schemas: readonly Described[]): Described {
  const [first = {}] = schemas;
  if (first.const === undefined) return first;
  const { const: _, ...rest } = first;
  return { ...rest, enum: schemas.map((schema) => schema.const) };
}

function typeName({ properties }: Described): string {
  return String(properties?.type?.const ?? "");
}

function rowText({ key, schema, required, only }: Row): string {
  const meaning = only ? `With type ${only}: ${schema.description ?? ""}` : (schema.description ?? "");
  return `| ${[code(key), valueText(schema), defaultText(schema, required), meaning].map(cell).join(" | ")} |`;
}

function defaultText(schema: Described, required: boolean): string {
  if (required) return "**required**";
  const given = schema.default;
  if (given === undefined || isHollow(given)) return "";
  return code(Array.isArray(given) ? given.join(", ") : given);
}

/** An empty section or list, or `enabled: false`, which the text of a section tells. */
function isHollow(given: unknown): boolean {
  return given !== null && typeof given === "object" && (Array.isArray(given) ? given.length === 0 : true);
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
