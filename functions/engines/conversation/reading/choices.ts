import { distance } from "fastest-levenshtein";
import type { Choice } from "../../../../shared/events/index.ts";
import { plainDigits } from "../../../../shared/schema/plain-digits.ts";
import type { Inbound, Message } from "../conversation.ts";

/**
 * Adds the choice that a message picks. Customers without buttons answer "2", "2." or the label to the newest message
 * with choices. A number counts only if the customer has written nothing since: it may answer another question. A label
 * counts only if no choice of that message was picked yet.
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

/** The choice that a text names. Undefined when it names none, or could name several. */
export function pickedBy(
  text: string,
  choices: readonly Choice[],
  { byNumber }: { readonly byNumber: boolean },
): Choice | undefined {
  const said = normalise(text);
  if (choices.length === 0 || said === "" || said.length > maxAnswerLength) return undefined;
  const exact = choices.filter(({ label }) => normalise(label) === said);
  if (exact.length > 0) return exact.length === 1 ? exact[0] : undefined;
  const number = numberIn(said);
  if (number !== undefined) return byNumber ? choices[number - 1] : undefined;
  const close = choices.filter(({ label }) => isAlmost(said, normalise(label)));
  return close.length === 1 ? close[0] : undefined;
}

const maxAnswerLength = 200;

/** Reads "2", "2.", "#2", "(2)", "option 2", "no 2" and "२": the number and nothing else. */
function numberIn(said: string): number | undefined {
  const digits = /^(?:option |number |no |nr |choice )?(\d{1,2})$/.exec(said)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Removes case, punctuation and emoji. Converts digits of every script to ASCII. */
function normalise(text: string): string {
  return plainDigits(text)
    .toLowerCase()
    .replace(/\p{Cf}/gu, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/**
 * Whether a text matches another except for typos, word by word. A word of five letters may have one typo, a word of
 * nine letters two. Swapped letters are one typo. "freind" matches "friend"; "very good" does not match "very poor".
 * Both texts are in lower case, with single spaces.
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
