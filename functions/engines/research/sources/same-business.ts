import { normalized } from "../../../../shared/schema/bounded-text.ts";

/** Words that a business's name has in one place and lacks in another. */
const forms = new Set(["the", "pvt", "private", "ltd", "limited", "llp", "inc", "llc", "co", "company"]);

/** The words of a text in lower case, in any script. */
export function wordsIn(text: string): readonly string[] {
  return (
    normalized(text, "NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/**
 * Whether two names may be one business: the same words, or one begins with the other's, which are two at least. The forms
 * of companies do not count.
 */
export function isSameBusiness(one: string, other: string): boolean {
  const [first, second] = [nameWords(one), nameWords(other)];
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  return short.length >= Math.max(1, Math.min(2, long.length)) && short.every((word, index) => word === long[index]);
}

function nameWords(name: string): readonly string[] {
  return wordsIn(name).filter((word) => !forms.has(word));
}
