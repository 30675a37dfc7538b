import { type ASTNode, Environment, ParseError } from "@marcbachmann/cel-js";
import { LRUCache } from "lru-cache";

/**
 * An expression of an operation, in CEL's grammar (github.com/google/cel-spec). cel-js parses it; evaluate.ts evaluates
 * it, because money needs exact decimals and a tenant's rows have one kind of number.
 */
export interface Expression {
  readonly text: string;
  readonly ast: ASTNode;
}

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression }
  /** `message` continues a sentence that begins with "it". */
  | { readonly ok: false; readonly message: string };

const longest = 2_000;
const cache = new LRUCache<string, ParsedExpression>({ max: 5_000 });

const grammar = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 200, maxCallArguments: 8, maxMapEntries: 100 },
});

/** Never throws. Results are cached by text. */
export function parseExpression(text: string): ParsedExpression {
  const cached = cache.get(text);
  if (cached) return cached;
  const parsed = parse(text);
  cache.set(text, parsed);
  return parsed;
}

function parse(text: string): ParsedExpression {
  if (text.length > longest) return { ok: false, message: `is longer than ${longest} characters` };
  try {
    return { ok: true, expression: { text, ast: grammar.parse(text).ast } };
  } catch (error) {
    if (error instanceof ParseError) return { ok: false, message: `cannot be read (${error.summary})` };
    throw error;
  }
}

/** An expression of a configuration that was checked when it was loaded. */
export function expressionOf(text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`The expression "${text}" ${parsed.message}.`);
  return parsed.expression;
}
