import type { ASTNode } from "@marcbachmann/cel-js";

/**
 * The names that an expression reads, each once. Those that name an item of a list or map do not count. `content`:
 * neither do those that only their size is taken of.
 */
export function namesIn(node: ASTNode, part: "all" | "content" = "all"): ReadonlySet<string> {
  const names = new Set<string>();
  visit(node, names, part);
  return names;
}

function visit(node: unknown, names: Set<string>, part: "all" | "content"): void {
  if (Array.isArray(node)) for (const each of node) visit(each, names, part);
  else if (typeof node === "object" && node !== null && "op" in node && "args" in node) {
    if (node.op === "id") names.add(String(node.args));
    // Of `prices[item]`, the amount comes from the prices.
    else if (node.op === "[]" && Array.isArray(node.args)) visit(node.args[0], names, part);
    else if (part === "all" || !isSize(node)) visit(node.args, names, part);
  }
}

function isSize({ op, args }: { readonly op: unknown; readonly args: unknown }): boolean {
  return (op === "call" || op === "rcall") && Array.isArray(args) && args[0] === "size";
}
