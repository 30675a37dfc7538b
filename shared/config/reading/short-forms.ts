/**
 * Translates one `key: value` pair to a condition. `sentiment_score_below: 0.3` becomes `sentiment_score < 0.3`.
 * `medical_complexity_high: true` becomes the bare signal, and `false` its negation. `customer_type: premium` becomes
 * an equality. Undefined when the value is not a number, boolean or string.
 */
export function conditionOfPair(key: string, value: unknown): string | undefined {
  if (typeof value === "number") {
    const [, name, side] = /^(.+)_(below|above)$/.exec(key) ?? [];
    if (name !== undefined) return `${name} ${side === "below" ? "<" : ">"} ${value}`;
    return `${key} == ${value}`;
  }
  if (typeof value === "boolean") return value ? key : `!${key}`;
  if (typeof value === "string") return `${key}:${value}`;
  return undefined;
}
