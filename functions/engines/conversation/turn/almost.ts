import { distance } from "fastest-levenshtein";

/**
 * Whether a text is another one with slips, word for word: one in a word of five letters, two in one of nine, and letters
 * that changed places are one slip. "freind" is almost "friend"; "very good" is not almost "very poor". Both are given in
 * lower case, with single spaces.
 */
export function isAlmost(said: string, meant: string): boolean {
  const [ours, theirs] = [said.split(" "), meant.split(" ")];
  return ours.length === theirs.length && ours.every((word, index) => isAlmostWord(word, theirs[index] ?? ""));
}

function isAlmostWord(said: string, word: string): boolean {
  const slips = word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0;
  if (said === word || slips === 0) return said === word;
  if (Math.abs(said.length - word.length) > slips) return false;
  return distance(said, word) <= slips || (said[0] === word[0] && lettersOf(said) === lettersOf(word));
}

function lettersOf(word: string): string {
  return [...word].sort().join("");
}
