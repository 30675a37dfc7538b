import { linearPattern, piecesOf } from "./linear-pattern.ts";

/** Limits for the automaton that RE2 builds from a tenant's pattern: see docs/decisions/2026-11-28-libraries.md. */
const maxWays = 2_000;
const maxRepeats = 64;

/**
 * Why a tenant's regular expression is refused; undefined when it is valid. Literals, classes, groups, alternatives and
 * bounded repeats without nesting are valid. RE2 matches them in time linear in the length of the text.
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
    if (linearPattern(pattern).matches("")) return "matches an empty text\nMake some part of it required.";
  } catch (error) {
    return `is not a regular expression that RE2 can match: ${messageOf(error)}\nSee https://github.com/google/re2/wiki/Syntax.`;
  }
  return undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Describes a construct that only a backtracking engine can match. */
function unsupportedConstruct(item: string): string | undefined {
  if (/^\\[1-9k]/.test(item))
    return `has a back-reference (\`${item}\`), which RE2 cannot match\nRepeat the part in full.`;
  if (/^\(\?[=!]/.test(item))
    return `has a look-ahead (\`${item}\`), which RE2 cannot match\nMake what follows part of the pattern.`;
  if (/^\(\?<[=!]/.test(item))
    return `has a look-behind (\`${item.slice(0, 4)}\`), which RE2 cannot match\nMake what precedes part of the pattern.`;
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
  /** The item that a following repeat applies to. `repeats` is true when the item holds a repeat or alternatives. */
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
      return `repeats without a limit (\`${item}\`)\nWrite {1,20} instead of +, and {0,20} instead of *.`;
    } else if (/^[?{]/.test(item)) {
      const [, from = "0", to = item.startsWith("?") ? "1" : from] = /^\{(\d+)(?:,(\d+))?\}/.exec(item) ?? [];
      if (Number(to) > maxRepeats) return `repeats more than ${maxRepeats} times (\`${item}\`)`;
      if (last.repeats) return "repeats a group that contains repeats or alternatives, which can be slow";
      ways *= Number(to) - Number(from) + 1;
      const around = open.at(-1);
      if (around) around.repeats = true;
      last = { ways: 1, repeats: true };
    } else last = { ways: 1, repeats: false };
    if (ways > maxWays) return "can match in too many ways\nShorten it, or narrow its repeats.";
  }
  return undefined;
}
