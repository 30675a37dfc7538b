import type { ASTNode } from "@marcbachmann/cel-js";

/**
 * Which names count. `read`: all that the value is made with. `sources`: those that it comes from, so not those that
 * choose an item of a list or map: of `prices[item]`, the amount comes from the prices. `content`: sources, without
 * lists of which only the size is taken.
 */
type Counted = "read" | "sources" | "content";

/** The names in an expression, each once, with those that stand for items of lists. */
export function namesIn(node: ASTNode, counted: Counted): ReadonlySet<string> {
  const names = new Set<string>();
  visit(node, names, counted);
  return names;
}

function visit(node: unknown, names: Set<string>, counted: Counted): void {
  if (Array.isArray(node)) for (const part of node) visit(part, names, counted);
  else if (typeof node === "object" && node !== null && "op" in node && "args" in node) {
    if (node.op === "id") names.add(String(node.args));
    else if (node.op === "[]" && Array.isArray(node.args) && counted !== "read") visit(node.args[0], names, counted);
    else if (counted !== "content" || !isSize(node)) visit(node.args, names, counted);
  }
}

/** The functions that an expression calls. */
export function callsIn(node: unknown): ReadonlySet<string> {
  if (Array.isArray(node)) return new Set(node.flatMap((part) => [...callsIn(part)]));
  if (typeof node !== "object" || node === null || !("op" in node && "args" in node)) return new Set();
  const isCall = (node.op === "call" || node.op === "rcall") && Array.isArray(node.args);
  return new Set([...(isCall && Array.isArray(node.args) ? [String(node.args[0])] : []), ...callsIn(node.args)]);
}

function isSize({ op, args }: { readonly op: unknown; readonly args: unknown }): boolean {
  return (op === "call" || op === "rcall") && Array.isArray(args) && args[0] === "size";
}
