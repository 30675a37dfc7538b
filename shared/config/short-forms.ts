/**
 * One `key: value` pair as a condition: `sentiment_score_below: 0.3` is `sentiment_score < 0.3`,
 * `medical_complexity_high: true` the bare signal, `medical_complexity_high: false` its opposite,
 * `customer_type: premium` an equality. Undefined where the value is no number, boolean or string.
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
