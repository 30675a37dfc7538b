import { LRUCache } from "lru-cache";
import { type Compiled, compile, type Facts } from "./condition-compiler.ts";

/** A trigger's condition, read once. Evaluating it only looks facts up: no code of the tenant's ever runs. */
export interface Condition extends Compiled {
  readonly text: string;
}

export type ParsedCondition =
  | { readonly ok: true; readonly condition: Condition }
  /** `message` continues "it …"; `remedy` is a sentence. */
  | { readonly ok: false; readonly message: string; readonly remedy: string };

const longest = 500;
const parsed = new LRUCache<string, ParsedCondition>({ max: 5000 });

/**
 * Reads a condition of any of the forms the specification (3.4) uses, and those joined by CEL's operators:
 * `sentiment_score < 0.3`, `sentiment_score:<0.3`, `customer_type:standard`, `medical_complexity_high`,
 * `complexity_score > 0.8 && !(language in ["hi", "ur"])`. `50%` is the number 50. Never throws; the same text
 * is read only once.
 */
export function parseCondition(text: string): ParsedCondition {
  const known = parsed.get(text);
  if (known) return known;
  const result = read(text);
  parsed.set(text, result);
  return result;
}

/** Whether the condition holds. What is not known at the moment does not hold; never throws. */
export function evaluate<F extends Facts>(condition: Condition, facts: F): boolean {
  return condition.test(facts);
}

/** A condition of a loaded configuration, which has been checked. A text that is none never holds. */
export function holds<F extends Facts>(text: string, facts: F): boolean {
  const result = parseCondition(text);
  return result.ok && result.condition.test(facts);
}

function read(text: string): ParsedCondition {
  if (text.length > longest)
    return { ok: false, message: `is longer than ${longest} characters`, remedy: "Split it up." };
  const compiled = compile(toExpression(text.trim()));
  return compiled.ok ? { ok: true, condition: { text, ...compiled.compiled } } : compiled;
}

const shortForm = /^([A-Za-z_]\w*)\s*:\s*(<=|>=|==|!=|<|>|=)?\s*([^:]+)$/;
const number = /^-?\d+(\.\d+)?\s*%?$/;

/** The short forms in CEL: `name:<5%` is `name < 5`, `name:word` is `name == "word"`, `name:true` is `name == true`. */
function toExpression(text: string): string {
  const [, name, operator = "==", value] = shortForm.exec(text) ?? [];
  if (name === undefined || value === undefined) return withoutPercent(text);
  return `${name} ${operator === "=" ? "==" : operator} ${toLiteral(value.trim())}`;
}

function toLiteral(value: string): string {
  if (number.test(value)) return value.replace(/\s*%$/, "");
  if (value === "true" || value === "false" || /^(["']).*\1$/.test(value)) return value;
  return /^[\w .-]+$/.test(value) ? JSON.stringify(value) : value;
}

/** `feature_usage < 50%`: a percent sign after a number and before no operand; strings are left alone. */
function withoutPercent(text: string): string {
  return /["']/.test(text) ? text : text.replace(/(\d)\s*%(?=\s*($|&&|\|\||\)))/g, "$1");
}
