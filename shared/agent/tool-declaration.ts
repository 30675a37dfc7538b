import type { ModelRequest } from "../models/model.ts";
import type { Tool } from "../tools/tool.ts";

type Declaration = ModelRequest["tools"][number];

/** A tool's declaration for the model. Its parameters are the tool's JSON Schema. */
export function declarationOf({ name, description, parameters }: Tool): Declaration {
  return { name, description, parameters: parameters.jsonSchema };
}
