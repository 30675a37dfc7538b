/** Replaces `{name}` in all strings of a value. An unknown name stays unchanged. */
export function fillNames<T>(value: T, names: ReadonlyMap<string, string>): T {
  return fillValue(value, names) as T;
}

function fillValue(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return value.replace(/\{(\w+)\}/g, (written, name) => names.get(name) ?? written);
  if (Array.isArray(value)) return value.map((item) => fillValue(item, names));
  if (value === null || typeof value !== "object" || value instanceof Date || value instanceof RegExp) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillValue(inner, names)]));
}
