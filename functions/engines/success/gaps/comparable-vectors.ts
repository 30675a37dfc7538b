import { languageOf } from "../../../../shared/agent/language/language.ts";

/** Fewer questions do not show what all questions of their language have in common. */
const leastOfLanguage = 5;

/**
 * The vectors without what all questions of one language have in common: otherwise any two questions of one language are
 * alike, and one question in two languages is not. Of length 1. Null for a question of a language with fewer than five:
 * it is compared by its words. Pure.
 */
export function comparableVectors(
  questions: readonly string[],
  vectors: readonly (readonly number[])[],
): readonly (readonly number[] | null)[] {
  const languages = questions.map((question) => languageOf(question) ?? "unknown");
  const means = new Map<string, readonly number[]>();
  for (const language of new Set(languages)) {
    const own = vectors.filter((_, at) => languages[at] === language);
    if (own.length >= leastOfLanguage) means.set(language, meanOf(own));
  }
  return vectors.map((vector, at) => {
    const mean = means.get(languages[at] ?? "");
    return mean === undefined ? null : unit(vector.map((value, dimension) => value - (mean[dimension] ?? 0)));
  });
}

function meanOf(vectors: readonly (readonly number[])[]): readonly number[] {
  const sums = new Array<number>(vectors[0]?.length ?? 0).fill(0);
  for (const vector of vectors)
    for (const [dimension, value] of vector.entries()) sums[dimension] = (sums[dimension] ?? 0) + value;
  return sums.map((sum) => sum / vectors.length);
}

/** Null where nothing is left: the question is all that its language has. */
function unit(vector: readonly number[]): readonly number[] | null {
  const length = Math.hypot(...vector);
  return length < 1e-6 ? null : vector.map((value) => value / length);
}
