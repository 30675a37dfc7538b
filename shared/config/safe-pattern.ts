/** Ways to match that a backtracking engine may have to try at each place of a text: keeps a match within milliseconds. */
const mostWays = 2_000;
const longestRepeat = 64;

/**
 * Why a regular expression is not taken from a tenant; undefined when it is safe. Safe are literals, classes, groups,
 * alternatives and bounded repeats without nesting: no text makes such a pattern slow, which a general one may be
 * (OWASP, "Regular expression Denial of Service").
 */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, "iu");
  } catch (error) {
    return `is no regular expression: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (new RegExp(pattern, "iu").test("")) return "matches an empty text\nMake some part of it necessary.";
  return structureProblem(pattern);
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
  let rest = pattern;
  while (rest !== "") {
    const [item = ""] =
      /^(?:\\p\{[^}]*\}|\\u[0-9a-f]{4}|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]?[^>]*>?))?|[*+?]\??|\{[^}]*\}\??|[\s\S])/iu.exec(
        rest,
      ) ?? [rest];
    rest = rest.slice(item.length);
    if (/^\\[1-9k]/.test(item)) return "refers back to a group, which can be slow";
    if (/^\(\?[=!<]/.test(item))
      return "looks ahead or behind or names a group, which is not supported\nUse a plain group.";
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
