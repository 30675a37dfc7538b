import { amountsIn, numbersIn, percentagesIn } from "./amounts.ts";
import type { Evidence } from "./evidence.ts";

/** Minimum bare number in a source that counts as a price. Smaller ones are hours, tests and kilometres. */
const minBarePrice = 100;

/** Promises of result, safety or rank. A source must contain each in the same words. */
const claims =
  /\b(?:guarantee[ds]?|guaranteed|cures?|cured|100 ?% (?:safe|accurate|effective|natural|cure)|completely safe|risk[- ]free|no side[- ]effects?|clinically proven|permanent(?:ly)? (?:cure|relief|solution)|no\.? ?1|number one|best in (?:india|the world|the city|town))\b|गारंटी|गारण्टी|पक्का इलाज|हमी देतो|গ্যারান্টি|హామీ|உத்தரவாத|ગેરંટી|گارنٹی/gi;
const negation = /\b(?:not|no|never|cannot|can['’]?t|don['’]?t|doesn['’]?t|without|nahi|nahin|नहीं)\s(?:\S+\s){0,3}$/i;

/** Whether a reply states an amount of money or a percentage that neither a source nor a tool result states. */
export function hasUnsupportedAmount(text: string, evidence: Evidence): boolean {
  const amounts = amountsIn(text);
  const percentages = percentagesIn(text);
  if (amounts.length === 0 && percentages.length === 0) return false;
  const stated = supportOf(evidence);
  const supported = amounts.filter((value) => stated.numbers.has(value));
  if (amounts.some((value) => !stated.numbers.has(value) && !isDerived(value, supported))) return true;
  return percentages.some((value) => !stated.percentages.has(value));
}

/** Whether a reply makes a promise that no source makes. "I cannot guarantee" is not a promise. */
export function hasUnsupportedClaim(text: string, evidence: Evidence): boolean {
  let supportText: string | undefined;
  for (const match of text.matchAll(claims)) {
    if (negation.test(text.slice(Math.max(0, match.index - 40), match.index))) continue;
    supportText ??= supportOf(evidence).text.toLowerCase();
    if (!supportText.includes(match[0].toLowerCase())) return true;
  }
  return false;
}

/** Whether a value is a total, a difference or a multiple of supported amounts in the same reply. */
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
  /** Numbers and amounts that the evidence states. */
  readonly numbers: ReadonlySet<number>;
  readonly percentages: ReadonlySet<number>;
}

const supports = new WeakMap<Evidence, Support>();

/**
 * The statements that can support a reply. Built only when a reply needs support, and once for all its sentences.
 */
function supportOf(evidence: Evidence): Support {
  const cached = supports.get(evidence);
  if (cached) return cached;
  const support = readSupport(evidence);
  supports.set(evidence, support);
  return support;
}

function readSupport({ turn, sources, toolCalls }: Evidence): Support {
  const sourceText = [turn.config.agent.system_prompt, ...sources.flatMap(({ title, text }) => [title, text])].join(
    "\n",
  );
  const results = toolCalls.filter(({ status }) => status === "completed").map(({ result }) => result);
  const numbers = new Set(numbersIn(sourceText).filter((value) => value >= minBarePrice));
  for (const result of results) collectNumbers(result, "", numbers);
  const text = [sourceText, ...results.map((result) => JSON.stringify(result) ?? "")].join("\n");
  const percentages = new Set([...percentagesIn(text), ...numbers]);
  for (const amount of amountsIn(text)) numbers.add(amount);
  return { text, numbers, percentages };
}

/** Collects all numbers of a tool's result. A number whose key names minor units also counts in major units. */
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
