import { LRUCache } from "lru-cache";
import { RE2JS } from "re2js";

/** One piece of a regular expression: an escape, a class, the start of a group, a repeat, or a character. */
const piece =
  /(?:\\p\{[^}]*\}|\\u[0-9a-f]{4}|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]?[^>]*>?))?|[*+?]\??|\{[^}]*\}\??|[\s\S])/giu;

export function piecesOf(pattern: string): readonly string[] {
  return pattern.match(piece) ?? [];
}

/** A tenant's compiled pattern. For every pattern, search time is linear in the length of the text. */
export interface LinearPattern {
  /** The first match that starts and ends at word boundaries, without regard to case. */
  firstWords(text: string): { readonly value: string; readonly at: number } | undefined;
  /** Whether the pattern matches anywhere in the text. */
  matches(text: string): boolean;
}

const cache = new LRUCache<string, LinearPattern>({ max: 500 });

/**
 * Compiles a JavaScript pattern of flags `iu` for RE2.
 * @throws Error that names what RE2 does not support.
 */
export function linearPattern(pattern: string): LinearPattern {
  const cached = cache.get(pattern);
  if (cached) return cached;
  const translated = RE2JS.translateRegExp(toRe2(pattern));
  const bare = RE2JS.compile(translated, RE2JS.CASE_INSENSITIVE);
  // RE2 has no look-behind or look-ahead. The pattern matches the surrounding characters; group 1 holds the words.
  const words = RE2JS.compile(`(?:^|[^\\p{L}\\p{N}])(${translated})(?:[^\\p{L}\\p{N}]|$)`, RE2JS.CASE_INSENSITIVE);
  const compiled: LinearPattern = {
    matches: (text) => bare.test(text),
    firstWords(text) {
      // A search without captures runs on RE2's automaton and is several times as fast. Most messages do not match.
      if (!bare.test(text)) return undefined;
      const matcher = words.matcher(text);
      return matcher.find() ? { value: matcher.group(1) ?? "", at: matcher.start(1) } : undefined;
    },
  };
  cache.set(pattern, compiled);
  return compiled;
}

/** Replaces classes that RE2 reads differently from JavaScript, or not at all, with their character ranges. */
function toRe2(pattern: string): string {
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

/** The ranges of a class such as `\s` or `\p{Script=Devanagari}`; undefined where RE2 agrees with JavaScript. */
function rangesOf(item: string): string | undefined {
  if (!/^\\(?:s|S|p\{.*\})$/i.test(item) || /^\\p\{\w\w?\}$/i.test(item)) return undefined;
  const cached = propertyRanges.get(item);
  if (cached !== undefined) return cached;
  const one = new RegExp(item, "u");
  const ranges: string[] = [];
  let first: number | undefined;
  for (let code = 0; code <= 0x110000; code += 1) {
    const matches = code <= 0x10ffff && one.test(String.fromCodePoint(code));
    if (matches) first ??= code;
    if (matches || first === undefined) continue;
    ranges.push(`\\x{${first.toString(16)}}-\\x{${(code - 1).toString(16)}}`);
    first = undefined;
  }
  propertyRanges.set(item, ranges.join(""));
  return ranges.join("");
}
