import { amountsIn, numbersIn, percentagesIn } from "./amounts.ts";
import type { Evidence } from "./evidence.ts";

/** A bare number in a source counts as a price from here on: below are hours, tests and kilometres. */
const leastBarePrice = 100;

/** Promises of result, safety or rank. Each must stand in a source in the same words. */
const claims =
  /\b(?:guarantee[ds]?|guaranteed|cures?|cured|100 ?% (?:safe|accurate|effective|natural|cure)|completely safe|risk[- ]free|no side[- ]effects?|clinically proven|permanent(?:ly)? (?:cure|relief|solution)|no\.? ?1|number one|best in (?:india|the world|the city|town))\b|गारंटी|गारण्टी|पक्का इलाज|हमी देतो|গ্যারান্টি|హామీ|உத்தரவாத|ગેરંટી|گارنٹی/gi;
const denied = /\b(?:not|no|never|cannot|can['’]?t|don['’]?t|doesn['’]?t|without|nahi|nahin|नहीं)\s(?:\S+\s){0,3}$/i;

/** Whether a reply states an amount of money or a percentage that neither a source nor a tool result states. */
export function unsupportedAmount(text: string, evidence: Evidence): boolean {
  const amounts = amountsIn(text);
  const percentages = percentagesIn(text);
  if (amounts.length === 0 && percentages.length === 0) return false;
  const stated = supportOf(evidence);
  const supported = amounts.filter((value) => stated.numbers.has(value));
  if (amounts.some((value) => !stated.numbers.has(value) && !isDerived(value, supported))) return true;
  return percentages.some((value) => !stated.percentages.has(value));
}

/** Whether a reply promises what no source promises. "I cannot guarantee" promises nothing. */
export function unsupportedClaim(text: string, evidence: Evidence): boolean {
  let supportText: string | undefined;
  for (const match of text.matchAll(claims)) {
    if (denied.test(text.slice(Math.max(0, match.index - 40), match.index))) continue;
    supportText ??= supportOf(evidence).text.toLowerCase();
    if (!supportText.includes(match[0].toLowerCase())) return true;
  }
  return false;
}

/** A total, a difference or a multiple of amounts that are stated beside it. */
function isDerived(value: number, supported: readonly number[]): boolean {
  const parts = [...new Set(supported)].slice(0, 8);
  const total = supported.reduce((sum, part) => sum + part, 0);
  if (supported.length > 1 && same(value, total)) return true;
  return parts.some(
    (one, at) =>
      isMultiple(value, one) ||
      parts.some((other, place) => place !== at && (same(value, one + other) || same(value, one - other))),
  );
}

function isMultiple(value: number, one: number): boolean {
  const times = value / one;
  return Number.isInteger(times) && times >= 2 && times <= 10;
}

function same(left: number, right: number): boolean {
  return Math.abs(left - right) < 0.005;
}

interface Support {
  readonly text: string;
  /** Numbers and amounts that are stated. */
  readonly numbers: ReadonlySet<number>;
  readonly percentages: ReadonlySet<number>;
}

const supports = new WeakMap<Evidence, Support>();

/**
 * What the answer may rest on. Built only when a reply states something that needs it, and once for all the sentences
 * of a reply.
 */
function supportOf(evidence: Evidence): Support {
  const known = supports.get(evidence);
  if (known) return known;
  const support = readSupport(evidence);
  supports.set(evidence, support);
  return support;
}

function readSupport({ turn, sources, toolCalls }: Evidence): Support {
  const written = [turn.config.agent.system_prompt, ...sources.flatMap(({ title, text }) => [title, text])].join("\n");
  const results = toolCalls.filter(({ status }) => status === "completed").map(({ result }) => result);
  const numbers = new Set(numbersIn(written).filter((value) => value >= leastBarePrice));
  for (const result of results) collectNumbers(result, "", numbers);
  const text = [written, ...results.map((result) => JSON.stringify(result) ?? "")].join("\n");
  const percentages = new Set([...percentagesIn(text), ...numbers]);
  for (const amount of amountsIn(text)) numbers.add(amount);
  return { text, numbers, percentages };
}

/** Numbers of a tool's result, wherever they stand; those named as minor units also in major ones. */
function collectNumbers(value: unknown, key: string, found: Set<number>): void {
  if (typeof value === "number") {
    found.add(value);
    if (/(?:minor|paise|cents)$/i.test(key)) found.add(value / 100);
  } else if (typeof value === "string") {
    for (const number of numbersIn(value)) found.add(number);
  } else if (Array.isArray(value)) {
    for (const item of value) collectNumbers(item, key, found);
  } else if (value !== null && typeof value === "object") {
    for (const [name, inner] of Object.entries(value)) collectNumbers(inner, name, found);
  }
}
