import { z } from "zod";
import type { Tool } from "../tools/tool.ts";
import type { ModelRequest } from "./models/model.ts";

type Declaration = ModelRequest["tools"][number];

const declarations = new WeakMap<Tool, Declaration>();

/** A tool as the model is told of it: its parameters as JSON Schema, made once for each tool object. */
export function declarationOf(tool: Tool): Declaration {
  const made = declarations.get(tool);
  if (made) return made;
  const { $schema: _, ...parameters } = z.toJSONSchema(tool.parameters, { io: "input", unrepresentable: "any" });
  const declaration = { name: tool.name, description: tool.description, parameters };
  declarations.set(tool, declaration);
  return declaration;
}
