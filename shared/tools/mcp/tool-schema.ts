import { z } from "zod";
import { isRecord } from "../../schema/records.ts";
import type { ParameterSchema } from "../http/parameters.ts";
import { foreignText } from "./foreign-text.ts";

/** A schema of a server that the product does not take, with the reason. */
export class SchemaRefused extends Error {
  override readonly name = "SchemaRefused";
}

type Given = Readonly<Record<string, unknown>>;
type Reading = { readonly root: Given; readonly depth: number };

const maxDepth = 6;
const maxProperties = 60;
const maxCharacters = 20_000;
const maxCharactersOfDescription = 200;
const propertyName = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

/**
 * A server's input schema as the bounded subset that models and `toZodObject` understand. Restrictions outside the
 * subset, such as patterns, are left to the server.
 * @throws SchemaRefused for a schema that is no object, is too large, repeats itself, or refers outside itself.
 */
export function parametersOf(schema: unknown): {
  readonly properties: Readonly<Record<string, ParameterSchema>>;
  readonly required: readonly string[];
} {
  if (JSON.stringify(schema ?? null).length > maxCharacters)
    throw new SchemaRefused(`The schema is longer than ${maxCharacters} characters.`);
  const root = asObject(schema);
  const read = parameter(root, { root, depth: 0 });
  if (read.type !== "object") throw new SchemaRefused("The schema is not that of an object.");
  return { properties: read.properties ?? {}, required: read.required ?? [] };
}

function parameter(given: Given, reading: Reading): ParameterSchema {
  if (reading.depth > maxDepth) throw new SchemaRefused(`The schema is nested deeper than ${maxDepth}.`);
  const schema = dereferenced(given, reading);
  const described = typeof schema.description === "string" ? schema.description : undefined;
  const description = described && foreignText(described, maxCharactersOfDescription);
  return { ...shape(schema, { ...reading, depth: reading.depth + 1 }), ...(description ? { description } : {}) };
}

/** Follows references within the schema. A reference outwards would be a request to an address of the server's choice. */
function dereferenced(given: Given, { root }: Reading): Given {
  let schema = given;
  for (let follows = 0; schema.$ref !== undefined || schema.$dynamicRef !== undefined; follows += 1) {
    const reference = schema.$ref;
    if (typeof reference !== "string" || !reference.startsWith("#/"))
      throw new SchemaRefused("The schema refers to something outside itself.");
    if (follows > maxDepth) throw new SchemaRefused("The schema's references go round in a circle.");
    const target = reference.slice(2).split("/").reduce<unknown>(memberOf, root);
    const { $ref: _, ...beside } = schema;
    schema = { ...asObject(target), ...beside };
  }
  return schema;
}

function memberOf(value: unknown, segment: string): unknown {
  const name = segment.replaceAll("~1", "/").replaceAll("~0", "~");
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function shape(schema: Given, reading: Reading): ParameterSchema {
  const choice = onlyChoice(schema);
  if (choice) return parameter(choice, reading);
  const allowed = Choices.safeParse(schema.const === undefined ? schema.enum : [schema.const]);
  const types = [schema.type].flat().filter((each) => each !== "null");
  const type = Type.safeParse(types.length === 1 ? types[0] : undefined);
  if (allowed.success) return { type: typeof allowed.data[0] === "number" ? "number" : "string", enum: allowed.data };
  switch (type.success ? type.data : typeBySight(schema)) {
    case "object":
      return { type: "object", ...members(schema, reading) };
    case "array":
      return {
        type: "array",
        items: schema.items === undefined ? { type: "string" } : parameter(asObject(schema.items), reading),
        ...Bounds.parse({ maxItems: schema.maxItems }),
      };
    case "number":
    case "integer":
      return {
        type: type.data === "integer" ? "integer" : "number",
        ...Bounds.parse({ minimum: schema.minimum, maximum: schema.maximum }),
      };
    case "boolean":
      return { type: "boolean" };
    default:
      return { type: "string", ...Bounds.parse({ maxLength: schema.maxLength }) };
  }
}

function members(schema: Given, reading: Reading): Pick<ParameterSchema, "properties" | "required"> {
  const entries = Object.entries(asObject(schema.properties ?? {}));
  if (entries.length > maxProperties) throw new SchemaRefused(`The schema has more than ${maxProperties} properties.`);
  const wrong = entries.find(([name]) => !propertyName.test(name));
  if (wrong) throw new SchemaRefused("The schema has a property whose name is not letters, digits, _, . and -.");
  const names = z.array(z.string()).catch([]).parse(schema.required);
  return {
    properties: Object.fromEntries(entries.map(([name, each]) => [name, parameter(asObject(each), reading)])),
    required: names.filter((name) => entries.some(([known]) => known === name)),
  };
}

/** `anyOf: [X, null]` is an optional X. Of several real choices the first stands for all. */
function onlyChoice({ anyOf, oneOf, allOf }: Given): Given | undefined {
  const choices = [anyOf, oneOf, allOf].find(Array.isArray);
  return choices?.map(asObject).find(({ type }) => type !== "null");
}

function typeBySight({ properties, items }: Given): "object" | "array" | "string" {
  if (properties !== undefined) return "object";
  return items === undefined ? "string" : "array";
}

const Type = z.literal(["string", "number", "integer", "boolean", "array", "object"]);
const Choices = z
  .array(z.union([z.string().max(200), z.number()]))
  .min(1)
  .max(100);

const Bounds = z.object({
  minimum: z.number().optional().catch(undefined),
  maximum: z.number().optional().catch(undefined),
  maxLength: z.number().int().min(1).max(20_000).optional().catch(undefined),
  maxItems: z.number().int().min(1).max(1000).optional().catch(undefined),
});

/** `true` is a schema too: it allows everything. */
function asObject(value: unknown): Given {
  if (value === true) return {};
  if (isRecord(value)) return value;
  throw new SchemaRefused("The schema has a part that is no schema.");
}
