import { html } from "hono/html";
import { resolve, type Schema, type Schemas } from "./document.ts";
import { inlineCode } from "./inline-code.ts";

type Html = ReturnType<typeof html>;

const deepest = 8;

export interface View {
  readonly schemas: Schemas;
  /** What the caller gives, not what it gets: only there does it matter what must not be left out. */
  readonly given: boolean;
}

/** A schema as nested rows: name, type, whether it must be given, limits, description. */
export function schemaView(given: Schema, view: View, depth = 0): Html {
  const { schemas } = view;
  const { schema } = resolve(given, schemas);
  const fields = Object.entries(fieldsOf(schema, schemas));
  if (fields.length === 0 || depth > deepest) return html`<p class="type">${typeName(given, schemas)}</p>`;
  return html`<dl class="fields">
${fields.map(([name, field]) => fieldRow({ name, field, required: schema.required?.includes(name) ?? false, view, depth }))}
</dl>`;
}

export function fieldRow(row: {
  readonly name: string;
  readonly field: Schema;
  readonly required: boolean;
  readonly view: View;
  readonly depth: number;
}): Html {
  const { name, field, view, depth } = row;
  const { schemas } = view;
  const required = row.required && view.given;
  const { schema } = resolve(field, schemas);
  const description = field.description ?? schema.description;
  const inner = nested(schema, schemas);
  return html`<dt><code>${name}</code> <span class="type">${typeName(field, schemas)}</span>${required ? html` <span class="required">required</span>` : ""}</dt>
<dd>${description ? html`<p>${inlineCode(description)}</p>` : ""}${limits(schema)}${
    inner === undefined
      ? ""
      : html`<details${depth === 0 ? html` open` : ""}><summary>${typeName(inner, schemas)}</summary>${schemaView(inner, view, depth + 1)}</details>`
  }</dd>`;
}

/** The object inside a field: itself, a list's item, or the one choice that is not null. */
function nested(schema: Schema, schemas: Schemas): Schema | undefined {
  if (schema.type === "array" && schema.items) return nested(resolve(schema.items, schemas).schema, schemas);
  const choices = (schema.anyOf ?? schema.oneOf ?? []).map((choice) => resolve(choice, schemas).schema);
  const [only, ...more] = choices.filter((choice) => choice.type !== "null");
  if (only !== undefined && more.length === 0) return nested(only, schemas);
  return Object.keys(fieldsOf(schema, schemas)).length > 0 ? schema : undefined;
}

function fieldsOf(schema: Schema, schemas: Schemas): Readonly<Record<string, Schema>> {
  if (schema.type === "array" && schema.items) return fieldsOf(resolve(schema.items, schemas).schema, schemas);
  return schema.properties ?? {};
}

function typeName(given: Schema, schemas: Schemas): string {
  const { schema, name } = resolve(given, schemas);
  if (name !== undefined) return name.replace(/Output$/, "");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map((choice) => typeName(choice, schemas)).join(" | ");
  if (schema.type === "array") return `${schema.items ? typeName(schema.items, schemas) : "any"}[]`;
  if (schema.format !== undefined) return schema.format;
  return Array.isArray(schema.type) ? schema.type.join(" | ") : String(schema.type ?? "any");
}

function limits(schema: Schema): Html | string {
  const parts = [
    schema.default === undefined ? "" : `default ${JSON.stringify(schema.default)}`,
    beyond(schema.minimum) ? "" : `at least ${schema.minimum}`,
    beyond(schema.maximum) ? "" : `at most ${schema.maximum}`,
    (schema.minLength ?? 0) <= 1 ? "" : `${schema.minLength} characters or more`,
    schema.maxLength === undefined ? "" : `up to ${schema.maxLength} characters`,
    schema.pattern === undefined || schema.format !== undefined ? "" : `matches ${schema.pattern}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : html`<p class="limits">${parts.join(" · ")}</p>`;
}

/** zod bounds every integer by what JavaScript can count to; that is nothing to tell. */
function beyond(limit: number | undefined): boolean {
  return limit === undefined || Math.abs(limit) === Number.MAX_SAFE_INTEGER;
}
