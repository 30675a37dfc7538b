/** A place in a configuration, from `automation_config` on: `["agent", "objectives", 0]`. */
export type ConfigPath = readonly (string | number)[];

/** A JSON object of a configuration that is being written. */
export type ConfigObject = { readonly [key: string]: unknown };

/** A value that goes into the configuration, and the requirements that it meets. */
export interface Placement {
  readonly path: ConfigPath;
  readonly value: unknown;
  readonly serves: readonly string[];
}

/** A tool or integration that a client asked for and that the product does not have. */
export interface Missing {
  readonly kind: "tool" | "integration";
  readonly name: string;
  readonly description: string;
  /** The items of the requirements document that need it. */
  readonly neededBy: readonly string[];
}

/** What one part of the generator has to say. */
export interface GeneratedPart {
  readonly placements: readonly Placement[];
  readonly missing?: readonly Missing[];
  /** Values that nobody gave and that somebody should look at before the activation. One sentence each. */
  readonly assumptions?: readonly string[];
}

/** A copy of `config` with the values in place. Lists grow by one element at most. */
export function withPlacements(config: ConfigObject, placements: readonly Placement[]): ConfigObject {
  return placements.reduce<ConfigObject>(
    (filled, { path, value }) => setAt(filled, path, value) as ConfigObject,
    config,
  );
}

/** The value at a path; undefined where there is none. */
export function valueAt(config: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value) && typeof key === "number") return value[key];
    if (isObject(value) && typeof key === "string" && Object.hasOwn(value, key)) return value[key];
    return undefined;
  }, config);
}

function setAt(value: unknown, [key, ...rest]: ConfigPath, placed: unknown): unknown {
  if (key === undefined) return placed;
  if (typeof key === "number") {
    const list = Array.isArray(value) ? value : [];
    return [...list.slice(0, key), setAt(list[key], rest, placed), ...list.slice(key + 1)];
  }
  const object = isObject(value) ? value : {};
  return { ...object, [key]: setAt(object[key], rest, placed) };
}

function isObject(value: unknown): value is ConfigObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
