/** A section in a list, with a key of its own: two sections may have the same name while they are written. */
export interface ListedRecord {
  readonly key: string;
  readonly index: number;
  readonly record: Readonly<Record<string, unknown>>;
}

/** The sections in a list of a text that may hold anything, named by one of their values. */
export function recordsOf(value: unknown, named: string): readonly ListedRecord[] {
  if (!Array.isArray(value)) return [];
  const seen = new Map<string, number>();
  return value.map((item: unknown, index) => {
    const record = typeof item === "object" && item !== null ? (item as ListedRecord["record"]) : {};
    const name = String(record[named] ?? "");
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { key: count === 1 ? name : `${name} ${count}`, index, record };
  });
}
