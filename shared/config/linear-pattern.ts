import { LRUCache } from "lru-cache";
import { RE2JS } from "re2js";

/** One piece of a regular expression: an escape, a class, the start of a group, a repeat, or a character. */
const piece =
  /(?:\\p\{[^}]*\}|\\u[0-9a-f]{4}|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]?[^>]*>?))?|[*+?]\??|\{[^}]*\}\??|[\s\S])/giu;

export function piecesOf(pattern: string): readonly string[] {
  return pattern.match(piece) ?? [];
}

/** A tenant's pattern, ready to search. The time of a search grows with the text's length only, whatever the pattern. */
export interface LinearPattern {
  /** The first place where the pattern stands as words of their own, without regard to case. */
  firstWords(text: string): { readonly value: string; readonly at: number } | undefined;
  /** Whether it matches anywhere. */
  matches(text: string): boolean;
}

const kept = new LRUCache<string, LinearPattern>({ max: 500 });

/**
 * Compiles what the flags `iu` of JavaScript take, for RE2.
 * @throws Error that says what RE2 does not take.
 */
export function linearPattern(pattern: string): LinearPattern {
  const known = kept.get(pattern);
  if (known) return known;
  const translated = RE2JS.translateRegExp(inRe2(pattern));
  const bare = RE2JS.compile(translated, RE2JS.CASE_INSENSITIVE);
  // RE2 looks neither behind nor ahead, so the characters around the words are matched, and group 1 is the words.
  const words = RE2JS.compile(`(?:^|[^\\p{L}\\p{N}])(${translated})(?:[^\\p{L}\\p{N}]|$)`, RE2JS.CASE_INSENSITIVE);
  const compiled: LinearPattern = {
    matches: (text) => bare.test(text),
    firstWords(text) {
      // A search without captures runs on RE2's automaton, several times as fast; most messages hold no match.
      if (!bare.test(text)) return undefined;
      const matcher = words.matcher(text);
      return matcher.find() ? { value: matcher.group(1) ?? "", at: matcher.start(1) } : undefined;
    },
  };
  kept.set(pattern, compiled);
  return compiled;
}

/** The classes that RE2 reads otherwise than JavaScript, or not at all, by their characters. */
function inRe2(pattern: string): string {
  return piecesOf(pattern)
    .map((item) => {
      if (item === ".") return "[^\\n\\r\\x{2028}\\x{2029}]";
      if (item.startsWith("[")) return item.replace(/\\(?:p\{[^}]*\}|[\s\S])/giu, (one) => rangesOf(one) ?? one);
      const ranges = rangesOf(item);
      return ranges === undefined ? item : `[${ranges}]`;
    })
    .join("");
}

const whitespace =
  "\\t-\\r\\x20\\xa0\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
const propertyRanges = new Map<string, string>([["\\s", whitespace]]);

/** What a class such as `\s` or `\p{Script=Devanagari}` holds; undefined where RE2 reads it as JavaScript does. */
function rangesOf(item: string): string | undefined {
  if (!/^\\(?:s|S|p\{.*\})$/i.test(item) || /^\\p\{\w\w?\}$/i.test(item)) return undefined;
  const known = propertyRanges.get(item);
  if (known !== undefined) return known;
  const one = new RegExp(item, "u");
  const ranges: string[] = [];
  let first: number | undefined;
  for (let code = 0; code <= 0x110000; code += 1) {
    const held = code <= 0x10ffff && one.test(String.fromCodePoint(code));
    if (held) first ??= code;
    if (held || first === undefined) continue;
    ranges.push(`\\x{${first.toString(16)}}-\\x{${(code - 1).toString(16)}}`);
    first = undefined;
  }
  propertyRanges.set(item, ranges.join(""));
  return ranges.join("");
}
