import { toolNamesOf } from "./calendar-tool-names.ts";

interface ToolSections {
  readonly tools: { readonly available: readonly { readonly name: string; readonly type: string }[] };
  readonly operations: readonly { readonly name: string }[];
}

/** The tools that a configuration gives its agent: those it lists, and its operations. */
export function toolNames({ tools, operations }: ToolSections): string[] {
  return [...tools.available.flatMap(toolNamesOf), ...operations.map(({ name }) => name)];
}
