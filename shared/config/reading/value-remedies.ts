/** What was meant by a value of the wrong type, as a remedy. Undefined where nobody can tell. */
export function typeRemedy(given: {
  readonly expected: string;
  readonly input: unknown;
  /** The last part of the value's path. */
  readonly key: string;
}): string | undefined {
  const { expected, input, key } = given;
  if (input === null) return "Give it a value, or remove it.";
  if (typeof input !== "string") return undefined;
  const text = input.trim();
  if (expected === "boolean") return booleanRemedy(text);
  if (expected === "number" || expected === "int") return durationRemedy(text, key) ?? amountRemedy(text);
  if (expected === "array") return `Write a list: [${listItem(text)}].`;
  return undefined;
}

function listItem(text: string): string {
  if (text.length > 60) return "…";
  return /^[\w -]+$/.test(text) ? text : JSON.stringify(text);
}

function booleanRemedy(text: string): string | undefined {
  if (/^(true|yes|on|y)$/i.test(text)) return "Write true, without quotes.";
  return /^(false|no|off|n)$/i.test(text) ? "Write false, without quotes." : undefined;
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };
/** `24h`, `1.5 hours`, `30 min` */
const duration = /^(\d+(?:\.\d+)?)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)$/i;

function durationRemedy(text: string, key: string): string | undefined {
  const [, amount, unit = ""] = duration.exec(text) ?? [];
  const own = unitOf(key);
  if (amount === undefined || own === undefined) return undefined;
  const seconds = Number(amount) * (secondsOf[unit.charAt(0).toLowerCase()] ?? 1);
  return `Write ${Math.round(seconds / own.seconds)}: the value is in ${own.called}.`;
}

/** By the key's name, as this product names them. */
function unitOf(key: string): { readonly seconds: number; readonly called: string } | undefined {
  if (key.endsWith("_ms")) return { seconds: 0.001, called: "milliseconds" };
  if (/days/.test(key)) return { seconds: 86_400, called: "days" };
  if (/minutes/.test(key)) return { seconds: 60, called: "minutes" };
  return /^(before|delay|timeout|max_duration|presence_timeout)$|_after$|seconds/.test(key)
    ? { seconds: 1, called: "seconds" }
    : undefined;
}

/** `₹1,500`, `Rs. 1500/-`, `1_000`, `30%` */
const amount =
  /^(?:₹|rs\.?|inr|usd|eur|gbp|\$|€|£)?\s*(\d[\d,_ ]*(?:\.\d+)?)\s*(?:₹|rs\.?|inr|usd|eur|gbp|€|£|%|\/-)?$/i;

function amountRemedy(text: string): string | undefined {
  const [, digits] = amount.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const number = digits.replace(/[,_ ]/g, "");
  return number === text ? undefined : `Write ${number}: a number has no signs and no separators.`;
}
