/**
 * The values at the given paths that `keeps` accepts, nested as in `data`. A missing path yields undefined, which
 * `keeps` rejects.
 */
export function pickFields(
  data: unknown,
  paths: readonly (readonly string[])[],
  keeps: (value: unknown) => boolean,
): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const parts of paths) {
    const value = parts.reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), data);
    if (!keeps(value)) continue;
    let place = picked;
    for (const part of parts.slice(0, -1)) {
      const inner = isRecord(place[part]) ? place[part] : {};
      place[part] = inner;
      place = inner;
    }
    place[parts.at(-1) ?? ""] = value;
  }
  return picked;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
