import { diffArrays } from "diff";

/** Replaces the words `from` to `to` of the base. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly words: readonly string[];
}

/**
 * The text with both people's changes to `base`. Undefined where they changed the same words, or words next to each
 * other: what both meant there only a person can tell.
 */
export function mergeText(base: string, mine: string, theirs: string): string | undefined {
  if (mine === theirs) return mine;
  if (mine === base) return theirs;
  if (theirs === base) return mine;
  const words = wordsOf(base);
  const edits = [...editsOf(words, mine), ...editsOf(words, theirs)].toSorted(
    (one, other) => one.from - other.from || one.to - other.to,
  );
  const touches = edits.some((edit, index) => {
    const next = edits[index + 1];
    return next !== undefined && next.from <= edit.to;
  });
  if (touches) return undefined;
  const merged: string[] = [];
  let at = 0;
  for (const { from, to, words: replacement } of edits) {
    merged.push(...words.slice(at, from), ...replacement);
    at = to;
  }
  return [...merged, ...words.slice(at)].join("");
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|[^\s]+/g) ?? [];
}

function editsOf(base: readonly string[], text: string): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  let open: { from: number; to: number; words: string[] } | undefined;
  for (const part of diffArrays([...base], wordsOf(text))) {
    if (!part.added && !part.removed) {
      at += part.value.length;
      open = undefined;
      continue;
    }
    if (open === undefined) {
      open = { from: at, to: at, words: [] };
      edits.push(open);
    }
    if (part.added) open.words.push(...part.value);
    else {
      at += part.value.length;
      open.to = at;
    }
  }
  return edits;
}
