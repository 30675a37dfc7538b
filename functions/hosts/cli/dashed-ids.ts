import type { Command } from "commander";

/** The shape of the platform's ids (`shared/runtime/ids.ts`) that begin with a dash, as one of 64 does. */
const dashedId = /^-[\w-]{21}$/;

/**
 * Puts ids that begin with a dash behind `--`, where Commander takes no word for an option. An id that is an option's value
 * stays where it is: Commander reads it right.
 */
export function dashedIdsLast(root: Command, words: readonly string[]): string[] {
  const flags = flagsWithValue(root);
  const end = words.indexOf("--");
  const before = end === -1 ? words : words.slice(0, end);
  const isId = (word: string, at: number) => dashedId.test(word) && !flags.has(before[at - 1] ?? "");
  const ids = before.filter(isId);
  if (ids.length === 0) return [...words];
  const others = before.filter((word, at) => !isId(word, at));
  return [...others, "--", ...ids, ...(end === -1 ? [] : words.slice(end + 1))];
}

function flagsWithValue(command: Command): Set<string> {
  const own = command.options
    .filter(({ required, optional }) => required || optional)
    .flatMap(({ short, long }) => [short, long].filter((flag) => flag !== undefined));
  return new Set([...own, ...command.commands.flatMap((part) => [...flagsWithValue(part)])]);
}
