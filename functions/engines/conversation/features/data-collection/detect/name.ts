import type { DetectedValue } from "./detected.ts";
import { introductions, notNames } from "./name-words.ts";

const wordsOfAName = 4;
/** Maximum words of a lower-case name, because nothing shows where such a name ends. */
const wordsOfAPlainName = 2;
const longestWord = 30;

/**
 * Finds the name that customers give themselves ("my name is …", "मेरा नाम … है"). A name has only letters, at most
 * four words and no common word. Undefined when there is no name.
 */
export function nameIn(text: string): DetectedValue | undefined {
  for (const introduction of introductions)
    for (const match of text.matchAll(introduction)) {
      const at = match.index + match[0].length;
      const value = nameAt(text.slice(at, at + 150));
      if (value !== undefined) return { value, at };
    }
  return undefined;
}

function nameAt(text: string): string | undefined {
  const words: string[] = [];
  // A name ends with its clause.
  const [clause = ""] = text.split(/[,;:!?।؟\n()[\]"“”<>/\\|]|(?<!(?:^|\P{L})\p{Lu})\.(?:\s|$)/u, 1);
  for (const written of clause.trim().split(/\s+/)) {
    const word = written.replace(/^['’*_]+|['’*_.]+$/gu, "");
    const isInitial = /^\p{Lu}\.$/u.test(written);
    if (!(isInitial || isNameWord(word)) || words.length === wordsOfAName) break;
    const [first] = words;
    if (first !== undefined && isCapitalised(first) && !isCapitalised(word)) break;
    if (words.length === wordsOfAPlainName && isSmall(word)) break;
    words.push(word);
  }
  const name = words.map((word) => (isSmall(word) ? word.charAt(0).toUpperCase() + word.slice(1) : word)).join(" ");
  return name.length > 1 ? name : undefined;
}

function isNameWord(word: string): boolean {
  return /^\p{L}[\p{L}\p{M}'’.-]*$/u.test(word) && word.length <= longestWord && !notNames.has(word.toLowerCase());
}

/** False for scripts without capital letters. */
function isCapitalised(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

function isSmall(word: string): boolean {
  return /^\p{Ll}/u.test(word);
}
