import { isRecord } from "../../../../shared/schema/records.ts";
/**
 * The differences between `found` and `wanted`, one line each; empty if `found` matches. Sections may contain additional
 * keys. Lists are compared item by item. A string `/…/` is a regular expression.
 */
export function differences(wanted: unknown, found: unknown, path = ""): readonly string[] {
  const place = path === "" ? "It" : path;
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found)) return [`${place} is ${shownValue(found)}, not a list.`];
    const count = wanted.length === found.length ? [] : [`${place} has ${found.length} items, not ${wanted.length}.`];
    return [...count, ...wanted.flatMap((item, index) => differences(item, found[index], `${path}[${index}]`))];
  }
  if (isRecord(wanted)) {
    if (!isRecord(found)) return [`${place} is ${shownValue(found)}, not a section.`];
    return Object.entries(wanted).flatMap(([key, value]) =>
      differences(value, found[key], path === "" ? key : `${path}.${key}`),
    );
  }
  const pattern = typeof wanted === "string" ? /^\/(.+)\/$/s.exec(wanted)?.[1] : undefined;
  if (pattern !== undefined)
    return typeof found === "string" && new RegExp(pattern, "iu").test(found)
      ? []
      : [`${place} is ${shownValue(found)}, which is not like /${pattern}/.`];
  return Object.is(wanted, found) ? [] : [`${place} is ${shownValue(found)}, not ${shownValue(wanted)}.`];
}

export function shownValue(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
