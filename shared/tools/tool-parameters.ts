import { z } from "zod";

/** A problem with the argument at `path`, in the shape of a Standard Schema issue (standardschema.dev). */
export interface ArgumentIssue {
  readonly message: string;
  readonly path?: z.core.$ZodIssue["path"] | undefined;
}

type ParsedArguments =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly issues: readonly ArgumentIssue[] };

/** A tool's parameters: a JSON Schema for the model, and a function that validates the model's arguments. */
export interface ToolParameters {
  /** The JSON Schema of an object, sent to models unchanged. */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  /** Never throws for invalid arguments. `execute` receives `value`. */
  parse(input: unknown): ParsedArguments;
}

/**
 * Parameters from a zod object. The JSON Schema describes the input. It is created at its first use, because most tools
 * of a process never reach a model.
 */
export function zodParameters(schema: z.ZodObject): ToolParameters {
  let jsonSchema: ToolParameters["jsonSchema"] | undefined;
  return {
    get jsonSchema() {
      jsonSchema ??= jsonSchemaOf(schema);
      return jsonSchema;
    },
    parse(input) {
      const result = schema["~standard"].validate(input);
      if (result instanceof Promise) throw new Error("A tool's parameters must be validated synchronously.");
      return result.issues
        ? { ok: false, issues: result.issues as readonly ArgumentIssue[] }
        : { ok: true, value: result.value };
    },
  };
}

function jsonSchemaOf(schema: z.ZodObject): ToolParameters["jsonSchema"] {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return jsonSchema;
}

/** Describes the issues for a model, one line each. */
export function describeIssues(issues: readonly ArgumentIssue[]): string {
  return z.prettifyError({ issues: issues.map(({ message, path = [] }) => ({ message, path: [...path] })) });
}
