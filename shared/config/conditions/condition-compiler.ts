import { type ASTNode, Environment, ParseError } from "@marcbachmann/cel-js";

/**
 * The facts that a condition can read. A name is looked up first in `flags` (the bare signals that hold), then in
 * the other properties. Only properties that are numbers, booleans or strings count.
 */
export interface Facts {
  readonly flags: readonly string[];
}

/**
 * A condition compiled to closures. cel-js parses it by CEL's grammar (github.com/google/cel-spec). Conditions use
 * comparisons, `in` with a list, `&& || !`, arithmetic on numbers, and three string methods. cel-js does not evaluate
 * them: in CEL an unknown name is an error, and integers differ from other numbers.
 */
export interface CompiledCondition {
  /** The names that the condition reads, each once. */
  readonly reads: readonly string[];
  test(facts: Facts): boolean;
}

type Scalar = string | number | boolean;
type Value = Scalar | readonly string[] | undefined;
type Reader = (facts: Facts) => Value;
type Test = (facts: Facts) => boolean;

const grammar = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: 200, maxDepth: 25, maxListElements: 100, maxCallArguments: 1, maxMapEntries: 0 },
});

const remedy =
  "A condition is a bare signal (medical_complexity_high), a comparison (sentiment_score < 0.3, customer_type:premium), " +
  'a membership (language in ["hi", "ur"]), or several of these joined by &&, || and !';

/** The specification calls one signal by three names. */
const aliases: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  ["customer_request_escalation", "request_escalation", "customer_request"].map((name, _, all) => [name, all]),
);

type Result =
  | { readonly ok: true; readonly compiled: CompiledCondition }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

export function compile(expression: string): Result {
  const reads = new Set<string>();
  try {
    const test = testOf(grammar.parse(expression).ast, reads);
    return { ok: true, compiled: { reads: [...reads], test } };
  } catch (error) {
    if (error instanceof ConditionError) return { ok: false, message: error.message, remedy };
    if (error instanceof ParseError) return { ok: false, message: `cannot be read (${error.summary})`, remedy };
    throw error;
  }
}

class ConditionError extends Error {}

function testOf(node: ASTNode, reads: Set<string>): Test {
  switch (node.op) {
    case "&&":
    case "||": {
      const [left, right] = [testOf(node.args[0], reads), testOf(node.args[1], reads)];
      return node.op === "&&" ? (facts) => left(facts) && right(facts) : (facts) => left(facts) || right(facts);
    }
    case "!_": {
      const inner = testOf(node.args, reads);
      return (facts) => !inner(facts);
    }
    case "id": {
      const read = readerOf(node, reads);
      return (facts) => isTrue(read(facts));
    }
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparison(node.op, node.args, reads);
    case "in": {
      const [item, list] = [readerOf(node.args[0], reads), listOf(node.args[1], reads)];
      return (facts) => {
        const value = item(facts);
        return value !== undefined && list(facts).includes(value);
      };
    }
    case "rcall":
      return stringMethod(node.args, reads);
    case "value":
      if (typeof node.args === "boolean") return () => node.args === true;
      throw new ConditionError("is a constant and never changes");
    default:
      throw new ConditionError(`is neither true nor false (\`${node.op}\`)`);
  }
}

const compare: Readonly<Record<string, (left: Scalar, right: Scalar) => boolean>> = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => typeof left === typeof right && left < right,
  "<=": (left, right) => typeof left === typeof right && left <= right,
  ">": (left, right) => typeof left === typeof right && left > right,
  ">=": (left, right) => typeof left === typeof right && left >= right,
};

/**
 * A comparison with `true` or `false` converts the other operand to a boolean. In any other comparison, an unknown
 * operand makes the result false.
 */
function comparison(operator: string, [left, right]: readonly [ASTNode, ASTNode], reads: Set<string>): Test {
  const [readLeft, readRight] = [readerOf(left, reads), readerOf(right, reads)];
  const holds = compare[operator] ?? (() => false);
  const asTruth = [left, right].some((side) => side.op === "value" && typeof side.args === "boolean");
  if (asTruth) return (facts) => holds(isTrue(readLeft(facts)), isTrue(readRight(facts)));
  return (facts) => {
    const [a, b] = [readLeft(facts), readRight(facts)];
    return isScalar(a) && isScalar(b) && holds(a, b);
  };
}

const methods: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

function stringMethod([name, subject, args]: readonly [string, ASTNode, ASTNode[]], reads: Set<string>): Test {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  const [argument] = args;
  if (method === undefined || argument === undefined)
    throw new ConditionError(`calls \`${name}\`; only ${Object.keys(methods).join(", ")} are supported`);
  const [text, part] = [readerOf(subject, reads), readerOf(argument, reads)];
  return (facts) => {
    const [a, b] = [text(facts), part(facts)];
    return typeof a === "string" && typeof b === "string" && method(a, b);
  };
}

const arithmetic: Readonly<Record<string, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
};

function readerOf(node: ASTNode, reads: Set<string>): Reader {
  switch (node.op) {
    case "value": {
      const value = typeof node.args === "bigint" ? Number(node.args) : node.args;
      if (!isScalar(value)) throw new ConditionError("holds a value that is not a number, text, true or false");
      return () => value;
    }
    case "id":
      return lookUp(node.args, reads);
    case "-_": {
      const inner = readerOf(node.args, reads);
      return (facts) => {
        const value = inner(facts);
        return typeof value === "number" ? -value : undefined;
      };
    }
    case "+":
    case "-":
    case "*":
    case "/":
    case "%": {
      const [left, right] = [readerOf(node.args[0], reads), readerOf(node.args[1], reads)];
      const calculate = arithmetic[node.op];
      return (facts) => {
        const [a, b] = [left(facts), right(facts)];
        return calculate && typeof a === "number" && typeof b === "number" ? calculate(a, b) : undefined;
      };
    }
    default:
      throw new ConditionError(`uses \`${node.op}\`, which is not supported`);
  }
}

function listOf(node: ASTNode, reads: Set<string>): (facts: Facts) => readonly Value[] {
  if (node.op === "id" && node.args === "flags") return (facts) => facts.flags;
  if (node.op !== "list") throw new ConditionError("uses `in` with something that is not a list");
  const items = node.args.map((item) => readerOf(item, reads));
  return (facts) => items.map((item) => item(facts));
}

function lookUp(name: string, reads: Set<string>): Reader {
  const names = (Object.hasOwn(aliases, name) ? aliases[name] : undefined) ?? [name];
  reads.add(names[0] ?? name);
  return (facts) => {
    for (const each of names) {
      if (facts.flags.includes(each)) return true;
      const value = Object.hasOwn(facts, each) ? (facts as unknown as Record<string, unknown>)[each] : undefined;
      if (isScalar(value)) return value;
    }
    return undefined;
  };
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isTrue(value: Value): boolean {
  return value !== undefined && value !== false && value !== 0 && value !== "" && value !== "false";
}
