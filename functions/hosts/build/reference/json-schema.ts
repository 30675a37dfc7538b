import { z } from "zod";
import { isRecord } from "../../../../shared/schema/records.ts";
import { writtenForms } from "../../../../shared/schema/written-form.ts";

/** A part of the described schema: JSON Schema, and under `form` what `writtenForms` says of it. */
export interface Described {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly required?: readonly string[];
  readonly items?: Described;
  readonly additionalProperties?: Described | false;
  readonly propertyNames?: Described;
  readonly oneOf?: readonly Described[];
  readonly anyOf?: readonly Described[];
  readonly allOf?: readonly Described[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly $ref?: string;
  readonly form?: Form;
}

type Form = NonNullable<ReturnType<typeof writtenForms.get>>;
type Json = Record<string, unknown>;

/** What a YAML file may say, with the meaning of every key. */
export function describedSchema(schema: z.ZodType): Described {
  const json = z.toJSONSchema(schema, {
    io: "input",
    target: "draft-07",
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      const form = writtenForms.get(zodSchema as unknown as z.ZodType);
      if (form) Object.assign(jsonSchema, { form });
    },
  });
  return mapped(json as Json, repaired) as Described;
}

/** The same for editors: plain JSON Schema, short forms included. */
export function editorSchema(described: Described): Json {
  return mapped(described as Json, forEditors);
}

const largest = Number.MAX_SAFE_INTEGER;

/** Without the bounds of whole numbers as such, and with a section's `config` required where it has a required key. */
function repaired(node: Json): Json {
  const { minimum, maximum, ...rest } = node;
  const bounded = {
    ...rest,
    ...(minimum === undefined || minimum === -largest ? {} : { minimum }),
    ...(maximum === undefined || maximum === largest ? {} : { maximum }),
  };
  return isRecord(rest.properties) ? withRequired(bounded, rest.properties) : bounded;
}

/** zod gives a section that may be left out an empty default, even where a key in it may not be left out. */
function withRequired(node: Json, properties: Json): Json {
  const incomplete = Object.entries(properties).flatMap(([name, value]) =>
    isRecord(value) && isHollow(value.default) && lists(value.required).length > 0 ? [name] : [],
  );
  if (incomplete.length === 0) return node;
  return { ...node, required: [...new Set([...lists(node.required), ...incomplete])] };
}

function forEditors(node: Json): Json {
  const { form, default: given, ...plain } = node as Json & { form?: Form };
  const withDefault = given === undefined || isHollow(given) ? plain : { ...plain, default: given };
  const narrowed = { ...withListedKeys(withDefault), ...form?.json };
  if (form?.shortForms === undefined) return narrowed;
  const { description, ...long } = narrowed;
  return {
    ...(description === undefined ? {} : { description }),
    anyOf: [long, ...form.shortForms.map(({ json }) => json)],
  };
}

/** Editors propose the keys of a section, and not those that `propertyNames` lists. */
function withListedKeys(node: Json): Json {
  const { propertyNames, additionalProperties, ...rest } = node;
  const names = isRecord(propertyNames) ? lists(propertyNames.enum) : [];
  if (names.length === 0 || !isRecord(additionalProperties)) return node;
  const properties = Object.fromEntries(names.map((name) => [String(name), additionalProperties]));
  return { ...rest, properties, additionalProperties: false };
}

const singles = ["items", "additionalProperties", "propertyNames"];
const listsOfSchemas = ["oneOf", "anyOf", "allOf"];
const maps = ["properties", "definitions"];

/** Maps every schema in a schema, the inner ones first. */
function mapped(node: Json, change: (node: Json) => Json): Json {
  const inner = (value: unknown) => (isRecord(value) ? mapped(value, change) : value);
  return change(
    Object.fromEntries(
      Object.entries(node).map(([key, value]) => {
        if (singles.includes(key)) return [key, inner(value)];
        if (listsOfSchemas.includes(key) && Array.isArray(value)) return [key, value.map(inner)];
        if (maps.includes(key) && isRecord(value))
          return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inner(each)]))];
        return [key, value];
      }),
    ),
  );
}

/** `{}` or `[]` */
function isHollow(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function lists(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
