import type { z } from "zod";
import { clipToBytes, jsonBytes } from "../../../shared/schema/byte-budget.ts";

/** The limit of a field: `characters` are UTF-16 code units, `bytes` are of JSON, `items` are entries of a list. */
export type Limit = { readonly characters: number } | { readonly bytes: number } | { readonly items: number };
/** By path, such as `state.recent[].text`: `[]` is any entry of a list, `{}` any entry of a record. */
export type Limits = Readonly<Record<string, Limit>>;

/** What a field without a limit holds: an id, a time, a name of the configuration. Not text of customers. */
const usualText = "x".repeat(64);

/** For an example of a schema instead: lists and records with one entry, short texts. */
export const oneOfEach: Limits = new Proxy({}, { get: () => ({ items: 1, bytes: 50 }) });

interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly items?: readonly z.core.$ZodType[];
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly in?: z.core.$ZodType;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
}

/**
 * The largest value of a schema, with every field filled up to its limit.
 * @throws Error that names a list, a record or free data without a limit.
 */
export function largestOf(schema: z.core.$ZodType, text: string, limits: Limits, path = ""): unknown {
  const def = schema._zod.def as unknown as Def;
  const limit = limits[path];
  const at = (inner: z.core.$ZodType | undefined, place: string) =>
    inner === undefined ? null : largestOf(inner, text, limits, place);
  switch (def.type) {
    case "object": {
      if (limit && "bytes" in limit && !("items" in limit)) return { filled: filled(text, limit.bytes) };
      const fields = Object.entries(def.shape ?? {});
      return Object.fromEntries(fields.map(([key, inner]) => [key, at(inner, path === "" ? key : `${path}.${key}`)]));
    }
    case "array":
      return entries(limit, path, () => at(def.element, `${path}[]`));
    case "tuple":
      return (def.items ?? []).map((item) => at(item, path));
    case "record": {
      const list = entries(limit, path, () => at(def.valueType, `${path}{}`));
      return Object.fromEntries(list.map((value, index) => [`${usualText}${index}`, value]));
    }
    case "nullable":
    case "optional":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
      return at(def.innerType, path);
    case "union":
      return largest((def.options ?? []).map((option) => at(option, path)));
    case "pipe":
      return at(def.in, path);
    case "literal":
      return largest(def.values ?? []);
    case "enum":
      return largest(Object.values(def.entries ?? {}));
    case "number":
      return -1_234_567_890_123_456;
    case "boolean":
      return false;
    case "null":
      return null;
    case "string":
      return limit ? (textOf(limit, text) ?? usualText) : usualText;
    case "unknown":
      if (limit && "bytes" in limit) return filled(text, limit.bytes);
      throw new Error(`The free data at ${path} needs a limit.`);
    default:
      throw new Error(`A schema of type ${def.type} at ${path} is not known here.`);
  }
}

/** As many entries as the limit allows: by number, or until they take its bytes. */
function entries(limit: Limit | undefined, path: string, make: () => unknown): unknown[] {
  if (limit === undefined || "characters" in limit) throw new Error(`The list or record at ${path} needs a limit.`);
  const entry = make();
  const count = "items" in limit ? limit.items : Math.max(1, Math.floor(limit.bytes / (jsonBytes(entry) + 1)));
  return Array.from({ length: count }, () => entry);
}

function textOf(limit: Limit, text: string): string | undefined {
  if ("characters" in limit) return text.repeat(Math.ceil(limit.characters / text.length)).slice(0, limit.characters);
  return "bytes" in limit ? filled(text, limit.bytes) : undefined;
}

function filled(text: string, bytes: number): string {
  return clipToBytes(text.repeat(Math.ceil(bytes / text.length)), bytes);
}

function largest(values: readonly unknown[]): unknown {
  return values.toSorted((one, other) => jsonBytes(other) - jsonBytes(one))[0];
}
