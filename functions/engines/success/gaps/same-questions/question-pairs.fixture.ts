import { readFileSync } from "node:fs";
import { z } from "zod";
import { readVectors, unpackVector } from "../../../../../shared/knowledge/vectors/packed-vector.ts";

const QuestionSet = z.object({
  subjects: z.array(z.object({ subject: z.string(), meanings: z.array(z.array(z.tuple([z.string(), z.string()]))) })),
});

export interface LabelledQuestion {
  readonly language: string;
  readonly text: string;
  readonly subject: string;
  /** The questions with the same number ask the same. */
  readonly meaning: number;
}

/** The questions of questions.json, in its order. */
export function labelledQuestions(): readonly LabelledQuestion[] {
  const file = readFileSync(new URL("./questions.json", import.meta.url), "utf8");
  let meaning = 0;
  return QuestionSet.parse(JSON.parse(file)).subjects.flatMap(({ subject, meanings }) =>
    meanings.flatMap((wordings) => {
      meaning += 1;
      return wordings.map(([language, text]) => ({ language, text, subject, meaning }));
    }),
  );
}

/** Where the vectors of a model stand, in the questions' order, as `npm run bench -- same-questions` writes them. */
export function vectorsFile(model: string): URL {
  return new URL(`./${model}.vectors`, import.meta.url);
}

export function keptVectors(model: string): readonly (readonly number[])[] {
  return readVectors(readFileSync(vectorsFile(model))).map(unpackVector);
}

export interface Measured {
  readonly precision: number;
  readonly recall: number;
}

/** Over the pairs of one subject. A question without a vector is like no other. */
export function pairsAlike(
  questions: readonly LabelledQuestion[],
  vectors: readonly (readonly number[] | null)[],
  from: number,
): Measured {
  let [same, found, right] = [0, 0, 0];
  for (const [at, one] of questions.entries())
    for (const [later, other] of questions.slice(at + 1).entries()) {
      if (one.subject !== other.subject) continue;
      const isSame = one.meaning === other.meaning;
      const isFound = cosineOf(vectors[at], vectors[at + 1 + later]) >= from;
      if (isSame) same += 1;
      if (isFound) found += 1;
      if (isSame && isFound) right += 1;
    }
  return { precision: found === 0 ? 1 : right / found, recall: right / same };
}

/** Of vectors of length 1. */
export function cosineOf(
  one: readonly number[] | null | undefined,
  other: readonly number[] | null | undefined,
): number {
  if (!one || !other) return -1;
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
