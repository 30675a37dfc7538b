/** A body in which one field is another than the provider documents. */
export interface Mutation {
  /** Such as `entry.0.id`. */
  readonly path: string;
  readonly change: string;
  readonly body: unknown;
}

const values: readonly unknown[] = [null, "", "odd", 7, -1, true, [], {}, ["odd"], { odd: "odd" }];

/** Every body that differs from a valid one in one field: another value, another type, absent, or one more. */
export function mutationsOf(valid: unknown): readonly Mutation[] {
  return pathsIn(valid, []).flatMap((path) => {
    const named = path.join(".");
    const changed = values.map((value) => ({
      path: named,
      change: JSON.stringify(value),
      body: withValue(valid, path, value),
    }));
    return [
      ...changed,
      { path: named, change: "absent", body: withValue(valid, path, undefined) },
      { path: named, change: "one more", body: withValue(valid, [...path.slice(0, -1), "odd_field"], "odd") },
    ];
  });
}

type Path = readonly (string | number)[];

function pathsIn(value: unknown, at: Path): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => [[...at, key], ...pathsIn(Reflect.get(value, key), [...at, key])]);
}

/** A copy with another value at the path. An undefined value leaves the field out. */
function withValue(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole) && typeof key === "number")
    return value === undefined && rest.length === 0
      ? whole.toSpliced(key, 1)
      : whole.with(key, withValue(whole[key], rest, value));
  if (Array.isArray(whole)) return whole;
  const { [key]: before, ...others } = whole as Readonly<Record<string, unknown>>;
  const after = withValue(before, rest, value);
  return after === undefined ? others : { ...others, [key]: after };
}
