import { didYouMean } from "../../schema/did-you-mean.ts";
import { parseCondition } from "../conditions/condition.ts";
import type { CompiledCondition } from "../conditions/condition-compiler.ts";
import type { Explanation } from "../explain.ts";
import type { Path } from "../reading/problem.ts";
import type { TenantConfig } from "../schema.ts";
import { signalNames, valuedSignals } from "./signal-names.ts";

/** Escalations that can never happen, or always do: their conditions read signals that nobody raises, or cannot hold. */
export function conditionWarnings(config: TenantConfig): readonly Explanation[] {
  const known = signalNames(config);
  return escalationConditions(config).flatMap(({ path, text }) => {
    const parsed = parseCondition(text);
    if (!parsed.ok) return []; // refused already
    const unknown = parsed.condition.reads.filter((name) => !known.includes(name));
    if (unknown.length > 0) return unknown.map((name) => unknownSignal(path, name, known));
    return constantWarning(path, text, parsed.condition);
  });
}

function escalationConditions(config: TenantConfig): readonly { readonly path: Path; readonly text: string }[] {
  const { escalation } = config.business_logic;
  const written = escalation.triggers.map(({ condition }, index) => ({
    path: ["business_logic", "escalation", "triggers", index, "condition"],
    text: condition,
  }));
  const spoken = (config.voice?.business_logic.escalation_triggers ?? []).map(({ condition }, index) => ({
    path: ["voice", "business_logic", "escalation_triggers", index, "condition"],
    text: condition,
  }));
  return [...written, ...spoken];
}

function unknownSignal(path: Path, name: string, known: readonly string[]): Explanation {
  return {
    code: "signal-unknown",
    path,
    at: "value",
    what: `waits for the signal \`${name}\`, which nothing raises, so it never holds${didYouMean(name, known)}`,
    remedy: `Correct it, or say under \`signals\` which words raise it, such as \`${name}: ["words of customers"]\`.`,
  };
}

/** Whether a condition that reads only the product's own values can never hold: `sentiment_score > 2`. */
export function neverHolds(text: string): boolean {
  const parsed = parseCondition(text);
  if (!parsed.ok || !parsed.condition.reads.every((name) => Object.hasOwn(valuedSignals, name))) return false;
  const all = situations(text, parsed.condition.reads);
  return all.length > 0 && !all.some((facts) => parsed.condition.test(facts));
}

function constantWarning(path: Path, text: string, condition: CompiledCondition): readonly Explanation[] {
  const outcomes = new Set<boolean>();
  for (const facts of situations(text, condition.reads)) {
    outcomes.add(condition.test(facts));
    if (outcomes.size === 2) return [];
  }
  const [always] = outcomes;
  if (always === undefined) return [];
  const what = always
    ? "holds in every conversation, so every customer is handed over at once"
    : "can never hold, whatever a customer says";
  const remedy =
    "Check the values: sentiment_score and complexity_score go from 0 to 1, interaction_count begins at 1, and a language is a code such as hi.";
  return [{ code: always ? "condition-always" : "condition-never", path, at: "value", what, remedy }];
}

type Situation = { readonly flags: readonly string[] } & Readonly<Record<string, unknown>>;

/** Conditions are short, and few situations tell what they can become. A longer one is not judged. */
const mostSituations = 4_096;

/** Every combination of the values that make a difference to a condition: its own constants and what lies beside them. */
function situations(text: string, reads: readonly string[]): readonly Situation[] {
  const numbers = [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(([each]) => Number(each));
  const words = [...text.matchAll(/[A-Za-z][\w-]*/g)].map(([each]) => each);
  let all: Situation[] = [{ flags: [] }];
  for (const name of reads) {
    const values = valuesOf(name, numbers, words);
    if (all.length * values.length > mostSituations) return [];
    all = all.flatMap((situation) => values.map((value) => withValue(situation, name, value)));
  }
  return all;
}

function valuesOf(name: string, numbers: readonly number[], words: readonly string[]): readonly unknown[] {
  if (!Object.hasOwn(valuedSignals, name)) return [true, false];
  const range = valuedSignals[name as keyof typeof valuedSignals];
  if (range !== undefined) {
    const step = range.most === 1 ? 0.001 : 1;
    const near = [range.least, ...numbers.flatMap((each) => [each - step, each, each + step])];
    const largest = Number.isFinite(range.most) ? [range.most] : [];
    return [...new Set([...near, ...largest])].filter((each) => each >= range.least && each <= range.most);
  }
  const isCode = (word: string) => /^[a-z]{2,3}(-[A-Z][a-z]{3})?$/.test(word);
  return [...new Set(["", ...(name === "language" ? words.filter(isCode) : words)])];
}

function withValue(situation: Situation, name: string, value: unknown): Situation {
  if (typeof value !== "boolean") return { ...situation, [name]: value };
  return value ? { ...situation, flags: [...situation.flags, name] } : situation;
}
