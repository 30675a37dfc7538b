import { resolve, type Schema, type Schemas } from "./document.ts";

const deepest = 6;

/** A value that fits the schema, for an example to copy: what it is given as example or default, else the plainest. */
export function sample(given: Schema, schemas: Schemas, depth = 0): unknown {
  const { schema } = resolve(given, schemas);
  if (schema.examples !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.oneOf ?? schema.anyOf ?? schema.allOf ?? [];
  if (choice !== undefined) return depth > deepest ? null : sample(choice, schemas, depth + 1);
  if (schema.type === "object") return sampleObject(schema, schemas, depth);
  if (schema.type === "array") return schema.items && depth < deepest ? [sample(schema.items, schemas, depth + 1)] : [];
  return plain(schema);
}

/** What must be given; in an object where nothing must, everything. */
function sampleObject(schema: Schema, schemas: Schemas, depth: number): object {
  const fields = Object.entries(schema.properties ?? {});
  const required = fields.filter(([name]) => schema.required?.includes(name));
  const shown = depth > deepest ? [] : required.length > 0 ? required : fields;
  return Object.fromEntries(shown.map(([name, field]) => [name, sample(field, schemas, depth + 1)]));
}

function plain(schema: Schema): unknown {
  if (schema.type === "integer" || schema.type === "number") return Math.max(1, schema.minimum ?? 1);
  if (schema.type === "boolean") return true;
  if (schema.type === "null") return null;
  if (schema.format === "date-time") return "2026-11-22T09:00:00Z";
  if (schema.format === "uri") return "https://example.com";
  return "…";
}
