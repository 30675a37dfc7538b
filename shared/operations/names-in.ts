import type { ASTNode } from "@marcbachmann/cel-js";

/** The names that an expression reads, each once. Those that name an item of a list or map do not count. */
export function namesIn(node: ASTNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(node, names);
  return names;
}

function visit(node: unknown, names: Set<string>): void {
  if (Array.isArray(node)) for (const part of node) visit(part, names);
  else if (typeof node === "object" && node !== null && "op" in node && "args" in node) {
    if (node.op === "id") names.add(String(node.args));
    // Of `prices[item]`, the amount comes from the prices.
    else if (node.op === "[]" && Array.isArray(node.args)) visit(node.args[0], names);
    else visit(node.args, names);
  }
}
