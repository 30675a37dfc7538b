import { z } from "zod";

/** A tenant's description of a tool's argument: the subset of JSON Schema that models follow well. */
export interface ParameterSchema {
  readonly type: "string" | "number" | "integer" | "boolean" | "array" | "object";
  readonly description?: string | undefined;
  readonly enum?: readonly (string | number)[] | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly items?: ParameterSchema | undefined;
  readonly maxItems?: number | undefined;
  readonly properties?: Readonly<Record<string, ParameterSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
}

const ParameterName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "must be letters, digits and _, starting with a letter or _");

const shape = {
  type: z
    .literal(["string", "number", "integer", "boolean", "array", "object"])
    .default("string")
    .describe("The argument's type."),
  description: z.string().max(500).optional().describe("What it is, for the model."),
  enum: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .max(100)
    .optional()
    .describe("The allowed values."),
  minimum: z.number().optional().describe("The smallest number."),
  maximum: z.number().optional().describe("The largest number."),
  maxLength: z.number().int().min(1).max(20_000).optional().describe("Most characters of a text. Default: 1000."),
  maxItems: z.number().int().min(1).max(1000).optional().describe("Most items of a list. Default: 100."),
};

const Nested: z.ZodType<ParameterSchema> = z.lazy(() =>
  z.strictObject({
    ...shape,
    ...inner(),
    required: z.array(ParameterName).optional().describe("Those properties that must be there."),
  }),
);

function inner() {
  return {
    items: Nested.optional().describe("What a list holds: an argument's description in turn."),
    properties: z.record(ParameterName, Nested).optional().describe("What an object holds, by name."),
  };
}

/** `name: { type, description, enum, required }`. */
export const ParameterMap = z.record(
  ParameterName,
  z.strictObject({
    ...shape,
    ...inner(),
    required: z.boolean().default(false).describe("Whether it must be there."),
  }),
);

/** The JSON Schema of an object, for the kind `custom`. */
export const ObjectSchema = z.strictObject({
  type: z.literal("object").default("object").describe("Always object."),
  properties: z.record(ParameterName, Nested).default({}).describe("The arguments, by name."),
  required: z.array(ParameterName).default([]).describe("Those that must be there."),
});

/** Translates a JSON Schema to zod. Every string and list is bounded, so that no argument grows without limit. */
export function toZod(schema: ParameterSchema): z.ZodType {
  const type = typeOf(schema);
  return schema.description === undefined ? type : type.describe(schema.description);
}

function typeOf(schema: ParameterSchema): z.ZodType {
  if (schema.enum !== undefined) return z.literal([...schema.enum]);
  switch (schema.type) {
    case "string":
      return z.string().max(schema.maxLength ?? 1000);
    case "number":
      return numberWithin(z.number(), schema);
    case "integer":
      return numberWithin(z.number().int(), schema);
    case "boolean":
      return z.boolean();
    case "array":
      return listOf(schema.items ?? { type: "string" }, schema.maxItems ?? 100);
    case "object":
      return toZodObject(schema.properties ?? {}, schema.required ?? []);
  }
}

/** A list also accepts one text with commas, because models often write a short list of texts that way. */
function listOf(items: ParameterSchema, maxItems: number): z.ZodType {
  const list = z.array(toZod(items)).max(maxItems);
  if (items.type !== "string") return list;
  return z.preprocess((given) => (typeof given === "string" ? given.split(/\s*,\s*/) : given), list);
}

function numberWithin(type: z.ZodNumber, { minimum, maximum }: ParameterSchema): z.ZodNumber {
  const least = minimum === undefined ? type : type.min(minimum);
  return maximum === undefined ? least : least.max(maximum);
}

/** The zod object of a JSON Schema's properties. Undeclared arguments are dropped and never reach an endpoint. */
export function toZodObject(
  properties: Readonly<Record<string, ParameterSchema>>,
  required: readonly string[],
): z.ZodObject {
  return z.object(
    Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => {
        const type = toZod(schema);
        return [name, required.includes(name) ? type : type.optional()];
      }),
    ),
  );
}
