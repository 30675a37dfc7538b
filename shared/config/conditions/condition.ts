import { LRUCache } from "lru-cache";
import { type CompiledCondition, compile, type Facts } from "./condition-compiler.ts";

/** A trigger's condition, parsed once. Evaluation only looks up facts and never runs a tenant's code. */
export interface Condition extends CompiledCondition {
  readonly text: string;
}

export type ParsedCondition =
  | { readonly ok: true; readonly condition: Condition }
  /** `message` continues a sentence that begins with "it"; `remedy` is a whole sentence. */
  | { readonly ok: false; readonly message: string; readonly remedy: string };

const maxCharacters = 500;
const cache = new LRUCache<string, ParsedCondition>({ max: 5000 });

/**
 * Parses a condition in any form of the specification (3.4), or several joined by CEL's operators:
 * `sentiment_score < 0.3`, `sentiment_score:<0.3`, `customer_type:standard`, `medical_complexity_high`,
 * `complexity_score > 0.8 && !(language in ["hi", "ur"])`. `50%` is the number 50. Never throws. Results are cached
 * by text.
 */
export function parseCondition(text: string): ParsedCondition {
  const cached = cache.get(text);
  if (cached) return cached;
  const result = read(text);
  cache.set(text, result);
  return result;
}

/** Whether the condition holds. An unknown fact makes a comparison false. Never throws. */
export function evaluate<F extends Facts>(condition: Condition, facts: F): boolean {
  return condition.test(facts);
}

/** Whether a condition of a loaded configuration holds. Loading has checked it; an invalid text never holds. */
export function conditionHolds<F extends Facts>(text: string, facts: F): boolean {
  const result = parseCondition(text);
  return result.ok && result.condition.test(facts);
}

function read(text: string): ParsedCondition {
  if (text.length > maxCharacters)
    return { ok: false, message: `is longer than ${maxCharacters} characters`, remedy: "Split it up." };
  const compiled = compile(toExpression(text.trim()));
  if (compiled.ok) return { ok: true, condition: { text, ...compiled.compiled } };
  return { ...compiled, remedy: `${habitRemedy(text)}${compiled.remedy}` };
}

/** How other languages write what CEL writes with signs. */
function habitRemedy(text: string): string {
  const bare = text.replace(/"[^"]*"|'[^']*'/g, "");
  if (/[^=!<>]=[^=]/.test(bare)) return "Write == for equality. ";
  return /\s(and|or|not)\s|^not\s/i.test(bare) ? "Write && for and, || for or, ! for not. " : "";
}

const shortForm = /^([A-Za-z_]\w*)\s*:\s*(<=|>=|==|!=|<|>|=)?\s*([^:]+)$/;
const number = /^-?\d+(\.\d+)?\s*%?$/;

/**
 * Translates the short forms to CEL: `name:<5%` is `name < 5`, `name:word` is `name == "word"`, `name:true` is
 * `name == true`.
 */
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

/**
 * Removes a percent sign that follows a number, unless an operand follows the sign: `feature_usage < 50%`. A text
 * with quotes stays unchanged.
 */
function withoutPercent(text: string): string {
  return /["']/.test(text) ? text : text.replace(/(\d)\s*%(?=\s*($|&&|\|\||\)))/g, "$1");
}
