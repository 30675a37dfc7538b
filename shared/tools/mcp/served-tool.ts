import { createHash } from "node:crypto";

/** A tool as its server describes it. */
export interface ServedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: unknown;
}

/** What a person agrees to when they allow a tool. Another name, description or schema is another tool. */
export function digestOf({ name, description, inputSchema }: ServedTool): string {
  const text = JSON.stringify([name, description, sorted(inputSchema)]);
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** The same value with its keys in order, because a server may write them in any. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, sorted(each)]);
}
