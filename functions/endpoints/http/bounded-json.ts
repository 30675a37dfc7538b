import { Problem } from "../../../shared/http/problem.ts";
import { withBoundedMarks } from "../../../shared/schema/bounded-text.ts";

/** Deeper values would exhaust the stack of what reads them. */
const mostLevels = 64;
/** The largest body that means no harm is a list of 24,000 recipients. */
const mostValues = 150_000;

/**
 * What `JSON.parse` returned, its texts with bounded marks. The value is changed in place.
 * @throws Problem 400 `body-too-deep` or `body-too-many-values`.
 */
export function boundedJson(value: unknown): unknown {
  let values = 0;

  function bound(given: unknown, level: number): unknown {
    values += 1;
    if (values > mostValues)
      throw new Problem(
        400,
        "body-too-many-values",
        `The body holds more than ${mostValues} values: send it in parts.`,
      );
    if (typeof given === "string") return withBoundedMarks(given);
    if (typeof given !== "object" || given === null) return given;
    if (level === mostLevels)
      throw new Problem(400, "body-too-deep", `The body is nested more than ${mostLevels} levels deep.`);
    if (Array.isArray(given)) for (const [index, item] of given.entries()) given[index] = bound(item, level + 1);
    else boundFields(given as Record<string, unknown>, level);
    return given;
  }

  function boundFields(fields: Record<string, unknown>, level: number): void {
    for (const [name, field] of Object.entries(fields)) {
      const bounded = withBoundedMarks(name);
      if (bounded !== name) delete fields[name];
      // `__proto__` is a field like any other after JSON.parse, and an assignment would not keep it one.
      Object.defineProperty(fields, bounded, {
        value: bound(field, level + 1),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
  }

  return bound(value, 0);
}
