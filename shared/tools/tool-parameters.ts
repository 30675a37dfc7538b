import { z } from "zod";

/** Why one argument does not fit; `path` leads to it. The shape of an issue in Standard Schema (standardschema.dev). */
export interface ArgumentIssue {
  readonly message: string;
  readonly path?: z.core.$ZodIssue["path"] | undefined;
}

type ParsedArguments =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly issues: readonly ArgumentIssue[] };

/** What a tool takes: a JSON Schema that the model reads, and a function that checks what the model wrote. */
export interface ToolParameters {
  /** A JSON Schema of an object. Models get it as it stands. */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  /** Never throws for arguments that do not fit. `value` is what `execute` gets. */
  parse(input: unknown): ParsedArguments;
}

/**
 * Parameters from a zod object. The JSON Schema describes the input and is made once, at its first use: most tools of
 * a process are never shown to a model.
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
      if (result instanceof Promise) throw new Error("A tool's parameters are checked without waiting.");
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

/** The issues as a text that a model can act on, one line each. */
export function describeIssues(issues: readonly ArgumentIssue[]): string {
  return z.prettifyError({ issues: issues.map(({ message, path = [] }) => ({ message, path: [...path] })) });
}
