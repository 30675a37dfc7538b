import { contentWords } from "./words.ts";

export const maximumDimensions = 3_072;

/**
 * A hashed bag of words and character trigrams, normalised to length 1. Texts with common words are close to each
 * other. The same text gives the same vector on every machine. It has no notion of meaning.
 */
export function embed(text: string, dimensions: number): readonly number[] {
  const vector = new Float64Array(dimensions);
  for (const word of contentWords(text)) {
    add(vector, word, 1);
    const padded = `^${word}$`;
    for (let start = 0; start + 3 <= padded.length; start += 1) add(vector, padded.slice(start, start + 3), 0.25);
  }
  // A text without words still needs a stable direction.
  if (vector.every((value) => value === 0)) vector[hash(text) % dimensions] = 1;
  const length = Math.hypot(...vector);
  return Array.from(vector, (value) => value / length);
}

function add(vector: Float64Array, feature: string, weight: number): void {
  const hashed = hash(feature);
  const index = hashed % vector.length;
  const sign = hash(`${feature}#`) & 1 ? 1 : -1;
  vector[index] = (vector[index] ?? 0) + sign * weight;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}
