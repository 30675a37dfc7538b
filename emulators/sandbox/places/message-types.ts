import { createRequire } from "node:module";
import { isObject, type JsonObject, objectOf, textOf } from "../../json.ts";

/** A message of the API: its fields by JSON name. */
export interface MessageType {
  readonly fields: Readonly<Record<string, FieldType>>;
  /** The namespace of the message, for names relative to it. */
  readonly scope: readonly JsonObject[];
}

interface FieldType {
  readonly type: string;
  readonly repeated: boolean;
}

/** Messages that JSON writes as one text. */
const writtenAsText = ["google.protobuf.Timestamp", "google.protobuf.Duration"];
const whole = ["int32", "uint32", "sint32", "fixed32", "sfixed32", "int64", "uint64"];
const fractional = ["double", "float"];

/** Where `names` lead to from a namespace, with the namespaces on the way. */
function walk(scope: readonly JsonObject[], names: readonly string[]): readonly JsonObject[] | undefined {
  let path = scope;
  for (const name of names) {
    const next = objectOf(objectOf(path.at(-1)).nested)[name];
    if (!isObject(next)) return undefined;
    path = [...path, next];
  }
  return path;
}

/** The messages of the Places API, from the descriptors that ship in @googlemaps/places. Read at the first use. */
function descriptors(): JsonObject {
  return objectOf(createRequire(import.meta.url)("@googlemaps/places/build/protos/protos.json"));
}

let root: JsonObject | undefined;

/** @throws Error for a message that the package does not know */
export function messageType(name: string): MessageType {
  root ??= descriptors();
  const path = walk([root], ["google", "maps", "places", "v1", name]);
  if (path === undefined) throw new Error(`@googlemaps/places has no message ${name}.`);
  return typeAt(path);
}

function typeAt(scope: readonly JsonObject[]): MessageType {
  const fields = Object.entries(objectOf(objectOf(scope.at(-1)).fields)).map(([name, field]) => {
    const { type, rule } = objectOf(field);
    return [name, { type: textOf(type), repeated: rule === "repeated" }] as const;
  });
  return { fields: Object.fromEntries(fields), scope };
}

/** What a field's type refers to, by the rules of protobuf: the innermost namespace that knows the name. */
function resolve({ scope }: MessageType, name: string): readonly JsonObject[] | undefined {
  for (let depth = scope.length; depth > 0; depth -= 1) {
    const found = walk(scope.slice(0, depth), name.split("."));
    if (found) return found;
  }
  return undefined;
}

/** The message of a field, if its values are messages with fields. */
export function fieldMessage(type: MessageType, field: FieldType): MessageType | undefined {
  if (writtenAsText.includes(field.type)) return undefined;
  const found = resolve(type, field.type);
  return found && isObject(found.at(-1)?.fields) ? typeAt(found) : undefined;
}

/** Values of an enum by name, if the field is one. */
function enumValues(type: MessageType, field: FieldType): Readonly<Record<string, unknown>> | undefined {
  const values = resolve(type, field.type)?.at(-1)?.values;
  return isObject(values) ? values : undefined;
}

/** What is wrong with a message in proto3 JSON, as the API says it. Undefined if nothing is. */
export function invalidField(type: MessageType, message: unknown, at = ""): string | undefined {
  if (!isObject(message)) return `Invalid value at '${at}', expected an object`;
  for (const [name, value] of Object.entries(message)) {
    const path = at === "" ? name : `${at}.${name}`;
    const field = type.fields[name];
    if (!field)
      return `Invalid JSON payload received. Unknown name "${name}"${at === "" ? "" : ` at '${at}'`}: Cannot find field.`;
    if (field.repeated && !Array.isArray(value)) return `Invalid value at '${path}', expected a list`;
    for (const each of field.repeated && Array.isArray(value) ? value : [value]) {
      const wrong = invalidValue(type, field, { value: each, path });
      if (wrong !== undefined) return wrong;
    }
  }
  return undefined;
}

function invalidValue(
  type: MessageType,
  field: FieldType,
  { value, path }: { readonly value: unknown; readonly path: string },
): string | undefined {
  const nested = fieldMessage(type, field);
  if (nested) return invalidField(nested, value, path);
  const values = enumValues(type, field);
  const fits = values
    ? typeof value === "number" || (typeof value === "string" && value in values)
    : whole.includes(field.type)
      ? Number.isInteger(value)
      : fractional.includes(field.type)
        ? typeof value === "number"
        : field.type === "bool"
          ? typeof value === "boolean"
          : typeof value === "string";
  return fits ? undefined : `Invalid value at '${path}' (TYPE_${field.type.toUpperCase()}), ${JSON.stringify(value)}`;
}

/** The message with its enums as numbers, as `$alt=json;enum-encoding=int` asks. */
export function withNumericEnums(type: MessageType, message: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(message).map(([name, value]) => {
      const field = type.fields[name];
      if (!field) return [name, value];
      const nested = fieldMessage(type, field);
      const values = enumValues(type, field);
      const convert = (one: unknown) =>
        nested ? withNumericEnums(nested, objectOf(one)) : (values?.[textOf(one)] ?? one);
      return [name, Array.isArray(value) ? value.map(convert) : convert(value)];
    }),
  );
}
