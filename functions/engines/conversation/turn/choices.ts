import { distance } from "fastest-levenshtein";
import type { Choice } from "../../../../shared/events/index.ts";
import { normalized } from "../../../../shared/schema/bounded-text.ts";
import type { Inbound, Message } from "../conversation.ts";

/**
 * The message with what it picks: a customer who has no buttons answers "2", "2." or the label to the newest message
 * that gave them something to pick. A number counts only where nothing else has been said since they last wrote, for it
 * may answer another question; a label where nothing of that message has been picked yet.
 */
export function withChoice(recent: readonly Message[], inbound: Inbound): Inbound {
  if (inbound.choiceId !== null || inbound.attachments.length > 0) return inbound;
  const asked = recent.findLastIndex(({ role, choices }) => role !== "customer" && choices.length > 0);
  const choices = recent[asked]?.choices ?? [];
  const since = recent.slice(asked + 1).filter(({ role }) => role === "customer");
  const picked = pickedBy(inbound.text, choices, { byNumber: since.length === 0 });
  if (!picked || since.some(({ text }) => pickedBy(text, choices, { byNumber: true }))) return inbound;
  return { ...inbound, choiceId: picked.id };
}

/** The choice a text means; undefined where it means none, or could mean several. */
export function pickedBy(
  text: string,
  choices: readonly Choice[],
  { byNumber }: { readonly byNumber: boolean },
): Choice | undefined {
  const said = normalised(text);
  if (choices.length === 0 || said === "" || said.length > longestAnswer) return undefined;
  const exact = choices.filter(({ label }) => normalised(label) === said);
  if (exact.length > 0) return exact.length === 1 ? exact[0] : undefined;
  const number = numberIn(said);
  if (number !== undefined) return byNumber ? choices[number - 1] : undefined;
  const close = choices.filter(({ label }) => isAlmost(said, normalised(label)));
  return close.length === 1 ? close[0] : undefined;
}

const longestAnswer = 200;

/** "2", "2.", "#2", "(2)", "option 2", "no 2", "२": the number, and nothing but it. */
function numberIn(said: string): number | undefined {
  const digits = /^(?:option |number |no |nr |choice )?(\d{1,2})$/.exec(said)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Without case, punctuation and emoji; digits of every script as ASCII. */
function normalised(text: string): string {
  return normalized(text, "NFKC")
    .toLowerCase()
    .replace(/\p{Cf}/gu, "")
    .replace(/\p{Nd}/gu, digitOf)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** Unicode keeps the ten digits of a script together; in the scripts we speak they begin at …0 or …6 (unicode.org/charts). */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return character;
  const zero = code < 0x0900 ? code & ~0xf : (code & ~0xf) | 0x6;
  return String(code - zero);
}

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
