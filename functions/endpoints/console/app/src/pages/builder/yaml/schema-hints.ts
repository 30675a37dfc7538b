import type { Document } from "yaml";
import { valueAt, type YamlPath } from "./yaml-edit.ts";

/** The part of JSON Schema (draft 7) that `config/schema.json` is written in. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

export interface Hint {
  readonly text: string;
  readonly about: string;
  readonly kind: "section" | "list" | "value";
  readonly isRequired: boolean;
}

const deepest = 12;

/** The keys that a section may still get. */
export function keyHints(schema: Schema, document: Document, path: YamlPath): readonly Hint[] {
  const present = valueAt(document, path);
  const known = new Map<string, Hint>();
  for (const { properties = {}, required = [] } of schemasAt(schema, document, path))
    for (const [text, of] of Object.entries(properties)) {
      if (isRecord(present) && Object.hasOwn(present, text)) continue;
      const kinds = expand(schema, of).map(({ type, properties: own }) => (own ? "object" : type));
      const kind = kinds.includes("object") ? "section" : kinds.includes("array") ? "list" : "value";
      known.set(text, { text, about: aboutOf(schema, of), kind, isRequired: required.includes(text) });
    }
  return [...known.values()];
}

/** The values that a key may have, where the schema lists them. */
export function valueHints(schema: Schema, document: Document, path: YamlPath): readonly Hint[] {
  const known = new Map<string, Hint>();
  for (const of of schemasAt(schema, document, path.slice(0, -1), path.at(-1))
    .flatMap((each) => below(each, path.at(-1)))
    .flatMap((each) => expand(schema, each))) {
    const values = [...(of.enum ?? []), ...(of.const === undefined ? [] : [of.const])];
    if (of.type === "boolean" && values.length === 0) values.push(true, false);
    if (typeof of.default === "string" || typeof of.default === "number") values.push(of.default);
    for (const value of values) {
      const text = String(value);
      if (!known.has(text)) known.set(text, { text, about: aboutOf(schema, of), kind: "value", isRequired: false });
    }
  }
  return [...known.values()];
}

/** What holds where a text says nothing; undefined where the schema names no default. */
export function defaultAt(schema: Schema, document: Document, path: YamlPath): string | undefined {
  const usual = schemasAt(schema, document, path).find((each) => each.default !== undefined)?.default;
  return typeof usual === "string" || typeof usual === "number" ? String(usual) : undefined;
}

/**
 * Every schema that may describe the value at a place, without those that its `type` or another constant rules out. The
 * value of `written` is just being written, so that it decides nothing.
 */
function schemasAt(schema: Schema, document: Document, path: YamlPath, written?: string | number): readonly Schema[] {
  let found = expand(schema, schema);
  for (const [depth, key] of path.entries()) {
    const value = valueAt(document, path.slice(0, depth + 1));
    const next = found.flatMap((each) => below(each, key)).flatMap((each) => expand(schema, each));
    const ignored = depth === path.length - 1 ? written : undefined;
    const fitting = next.filter((each) => fits(each, value, ignored));
    found = fitting.some(({ properties, items }) => properties ?? items) ? fitting : next;
  }
  return found;
}

function below(
  { properties, additionalProperties, items }: Schema,
  key: string | number | undefined,
): readonly Schema[] {
  if (typeof key === "number") return items ? [items] : [];
  const own = key === undefined ? undefined : properties?.[key];
  if (own) return [own];
  return typeof additionalProperties === "object" ? [additionalProperties] : [];
}

function fits({ properties = {} }: Schema, value: unknown, ignored: string | number | undefined): boolean {
  if (!isRecord(value)) return true;
  return Object.entries(properties).every(
    ([key, of]) => key === ignored || of.const === undefined || !Object.hasOwn(value, key) || value[key] === of.const,
  );
}

function expand(root: Schema, schema: Schema, depth = 0): readonly Schema[] {
  if (depth > deepest) return [];
  const target = schema.$ref === undefined ? undefined : root.definitions?.[schema.$ref.split("/").at(-1) ?? ""];
  const others = [
    ...(target ? [target] : []),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.allOf ?? []),
  ];
  return [schema, ...others.flatMap((each) => expand(root, each, depth + 1))];
}

function aboutOf(root: Schema, schema: Schema): string {
  const described = expand(root, schema);
  const about = described.find(({ description }) => description !== undefined)?.description ?? "";
  const usual = described.find((each) => each.default !== undefined)?.default;
  const shown = typeof usual === "object" ? JSON.stringify(usual) : String(usual);
  return usual === undefined ? about : `${about} (${shown})`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
