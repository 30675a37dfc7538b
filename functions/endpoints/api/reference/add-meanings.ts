import { businessWords } from "./business-words.ts";
import { parameterMeaning } from "./parameters.ts";
import { conversationWords, type Meaning } from "./words.ts";

/** The parts of a JSON schema that are read here. */
interface Schema {
  type?: string | readonly string[];
  description?: string;
  examples?: unknown[];
  enum?: unknown;
  const?: unknown;
  pattern?: unknown;
  format?: unknown;
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

interface Parameter {
  readonly name: string;
  description?: string;
  example?: unknown;
  readonly schema?: Schema;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

/** An OpenAPI document, as far as it is read here. */
export interface ApiDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly webhooks?: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

const words: Readonly<Record<string, Meaning>> = { ...conversationWords, ...businessWords };

/** Adds the meaning of every field and parameter that does not describe itself. Changes the document in place. */
export function addMeanings({ paths = {}, webhooks = {}, components = {} }: ApiDocument): void {
  for (const [path, methods] of Object.entries({ ...paths, ...webhooks })) {
    for (const { parameters = [], requestBody, responses } of Object.values(methods)) {
      for (const parameter of parameters) describeParameter(path, parameter);
      for (const { content = {} } of [requestBody ?? {}, ...Object.values(responses)])
        for (const { schema } of Object.values(content)) if (schema) describeFields(schema);
    }
  }
  for (const schema of Object.values(components.schemas ?? {})) describeFields(schema);
}

function describeParameter(path: string, parameter: Parameter): void {
  if (parameter.schema?.description !== undefined) parameter.description ??= parameter.schema.description;
  const meaning = parameterMeaning(path, parameter.name);
  if (meaning === undefined) return;
  parameter.description ??= descriptionOf(meaning);
  if (typeof meaning !== "string" && parameter.schema && fits(parameter.schema, meaning[1]))
    parameter.example ??= meaning[1];
}

function describeFields(schema: Schema): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const meaning = Object.hasOwn(words, name) ? words[name] : undefined;
    if (meaning !== undefined) describeField(field, meaning);
    describeFields(field);
  }
  const { items, additionalProperties, anyOf = [], oneOf = [], allOf = [] } = schema;
  const inner = typeof additionalProperties === "object" ? [additionalProperties] : [];
  for (const each of [...(items ? [items] : []), ...inner, ...anyOf, ...oneOf, ...allOf]) describeFields(each);
}

function describeField(field: Schema, meaning: Meaning): void {
  const described = field.description !== undefined;
  field.description ??= descriptionOf(meaning);
  if (!described && typeof meaning !== "string" && fits(field, meaning[1])) field.examples ??= [meaning[1]];
}

/** Restricted values show themselves, and an example could break the restriction. */
function fits({ type, $ref, enum: values, const: only, pattern, format }: Schema, example: unknown): boolean {
  if ($ref !== undefined || values !== undefined || only !== undefined || pattern !== undefined || format !== undefined)
    return false;
  const types = typeof type === "string" ? [type] : (type ?? []);
  return types.includes(typeOf(example)) || (Number.isInteger(example) && types.includes("integer"));
}

function typeOf(example: unknown): string {
  if (example === null) return "null";
  return Array.isArray(example) ? "array" : typeof example;
}

function descriptionOf(meaning: Meaning): string {
  return typeof meaning === "string" ? meaning : meaning[0];
}
