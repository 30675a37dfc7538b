import { linearPattern, piecesOf } from "./linear-pattern.ts";

/** Limits the automaton that RE2 builds of a pattern, and what a tenant can mean by one: see docs/decisions/2026-11-28-libraries.md. */
const mostWays = 2_000;
const longestRepeat = 64;

/**
 * Why a regular expression of a tenant is refused; undefined when it is accepted. Accepted are literals, classes, groups,
 * alternatives and bounded repeats without nesting. RE2 matches them in a time that grows with the text only.
 */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, "iu");
  } catch (error) {
    return `is not a regular expression: ${messageOf(error)}`;
  }
  const problem = structureProblem(pattern);
  if (problem !== undefined) return problem;
  try {
    if (linearPattern(pattern).matches("")) return "matches an empty text\nMake some part of it necessary.";
  } catch (error) {
    return `is not a regular expression that RE2 can match: ${messageOf(error)}\nSee https://github.com/google/re2/wiki/Syntax.`;
  }
  return undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What only a backtracking engine can match. */
function unsupportedConstruct(item: string): string | undefined {
  if (/^\\[1-9k]/.test(item))
    return `has a back-reference (\`${item}\`), which RE2 cannot match\nWrite the repeated part out.`;
  if (/^\(\?[=!]/.test(item))
    return `has a look-ahead (\`${item}\`), which RE2 cannot match\nWrite what follows as a part of the pattern.`;
  if (/^\(\?<[=!]/.test(item))
    return `has a look-behind (\`${item.slice(0, 4)}\`), which RE2 cannot match\nWrite what precedes as a part of the pattern.`;
  if (item.startsWith("(?<")) return `names a group (\`${item}\`), which is not supported\nUse a plain group, \`(…)\`.`;
  return undefined;
}

interface Open {
  ways: number;
  repeats: boolean;
}

function structureProblem(pattern: string): string | undefined {
  let ways = 1;
  const open: Open[] = [];
  /** The item a repeat would apply to: whether it holds a repeat or alternatives itself. */
  let last: Open = { ways: 1, repeats: false };
  for (const item of piecesOf(pattern)) {
    const unsupported = unsupportedConstruct(item);
    if (unsupported !== undefined) return unsupported;
    if (item.startsWith("(")) {
      open.push({ ways, repeats: false });
      ways = 1;
      last = { ways: 1, repeats: false };
    } else if (item === ")") {
      const group = open.pop() ?? { ways: 1, repeats: false };
      last = { ways, repeats: group.repeats || ways > 1 };
      ways *= group.ways;
    } else if (item === "|") ways += 1;
    else if (/^(?:[*+]|\{\d+,\}|\{\d*\}?$)/.test(item) && !/^\{\d+\}/.test(item)) {
      return `repeats without a limit (\`${item}\`)\nWrite {1,20} in place of +, and {0,20} in place of *.`;
    } else if (/^[?{]/.test(item)) {
      const [, from = "0", to = item.startsWith("?") ? "1" : from] = /^\{(\d+)(?:,(\d+))?\}/.exec(item) ?? [];
      if (Number(to) > longestRepeat) return `repeats more than ${longestRepeat} times (\`${item}\`)`;
      if (last.repeats) return "repeats a group that holds repeats or alternatives, which can be slow";
      ways *= Number(to) - Number(from) + 1;
      const around = open.at(-1);
      if (around) around.repeats = true;
      last = { ways: 1, repeats: true };
    } else last = { ways: 1, repeats: false };
    if (ways > mostWays) return "can match in too many ways\nMake it shorter, or its repeats more exact.";
  }
  return undefined;
}
