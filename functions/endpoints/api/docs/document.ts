import { z } from "zod";

/** The parts of an OpenAPI 3.1 document that the page shows; our own generator wrote it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

const AnySchema = z.custom<Schema>((value) => typeof value === "object" && value !== null);
const Content = z.record(z.string(), z.object({ schema: AnySchema }));

const Parameter = z.object({
  in: z.enum(["path", "query", "header"]),
  name: z.string(),
  required: z.boolean().default(false),
  description: z.string().optional(),
  schema: AnySchema,
});

const DocumentedOperation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.tuple([z.string()]),
  "x-permission": z.string(),
  "x-roles": z.array(z.string()),
  parameters: z.array(Parameter).default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: Content.optional() })),
});
export type DocumentedOperation = z.infer<typeof DocumentedOperation>;

export const ApiDescription = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), DocumentedOperation)),
  components: z.object({ schemas: z.record(z.string(), AnySchema).default({}) }),
});
export type ApiDescription = z.infer<typeof ApiDescription>;

export type Schemas = ApiDescription["components"]["schemas"];

/** The schema a reference stands for, and its name. */
export function resolve(schema: Schema, schemas: Schemas): { readonly schema: Schema; readonly name?: string } {
  if (schema.$ref === undefined) return { schema };
  const name = schema.$ref.slice("#/components/schemas/".length);
  return { schema: schemas[name] ?? {}, name };
}
