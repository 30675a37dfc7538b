import type { ToolCallRecord } from "../agent.ts";
import { minBarePrice, numbersIn } from "./prices/quantities.ts";
import { readableText } from "./readable.ts";

/** A tool's result as text, without what the model itself had given. */
export interface ResultText {
  readonly text: string;
  /**
   * The numbers of the result that may be prices: from 100, and smaller ones whose key names money. One whose key names
   * minor units also counts in major units.
   */
  readonly numbers: readonly number[];
  /** The arguments of this call and of those before it: what a tool merely repeats of them is no source. */
  readonly given: string;
}

/** A shorter argument is a code or a flag, whose removal would tear other words. */
const minEcho = 4;
const maxDepth = 20;

/** Reads what the model itself remembered, which is no source. */
export const getContextName = "get_context";

/** The completed calls' results, in order. */
export function resultTexts(toolCalls: readonly ToolCallRecord[]): readonly ResultText[] {
  const given: string[] = [];
  return toolCalls.flatMap(({ name, arguments: args, result, status }) => {
    const givenNumbers: number[] = [];
    collect(args, "", { texts: given, numbers: givenNumbers, depth: 0, withNumbers: true });
    given.push(...givenNumbers.map(String));
    if (status !== "completed" || name === getContextName) return [];
    const texts: string[] = [];
    const numbers: number[] = [];
    collect(result, "", { texts, numbers, depth: 0, withNumbers: false });
    const echoes = [...new Set(given.filter((each) => each.length >= minEcho))].sort((a, b) => b.length - a.length);
    return { text: withoutEchoes(texts.join("\n"), echoes), numbers, given: given.join("\n") };
  });
}

function withoutEchoes(text: string, echoes: readonly string[]): string {
  return echoes.slice(0, 100).reduce((left, echo) => left.replaceAll(echo, " "), text);
}

const moneyKey =
  /price|amount|cost|fee|charge|total|rate|mrp|balance|due|paid|pay|refund|discount|tax|gst|fare|rent|premium|deposit|percent|off/i;

function isPrice(value: number, key: string): boolean {
  return value >= minBarePrice || moneyKey.test(key);
}

interface Collected {
  readonly texts: string[];
  readonly numbers: number[];
  readonly depth: number;
  /** Whether numbers also stand among the texts. */
  readonly withNumbers: boolean;
}

function collect(value: unknown, key: string, into: Collected): void {
  if (into.depth > maxDepth) return;
  const inner = { ...into, depth: into.depth + 1 };
  if (typeof value === "string") {
    into.texts.push(value);
    into.numbers.push(...numbersIn(readableText(value)).filter((number) => isPrice(number, key)));
  } else if (typeof value === "number") {
    if (isPrice(value, key)) into.numbers.push(value);
    if (/(?:minor|paise|cents)$/i.test(key)) into.numbers.push(value / 100);
    // An identifier may be a number.
    if (into.withNumbers || Math.abs(value) >= 1_000_000) into.texts.push(String(value));
  } else if (Array.isArray(value)) for (const item of value) collect(item, key, inner);
  else if (value !== null && typeof value === "object")
    for (const [name, item] of Object.entries(value)) collect(item, name, inner);
}
