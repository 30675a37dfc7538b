import { createPassageIndex } from "../../../../shared/knowledge/ranking/passage-index.ts";
import type { Case, Resolution } from "./case.ts";
import { wilsonLowerBound } from "./wilson.ts";

/** Similar cases that count. */
const similarCases = 20;
/** A case that scores less than this share of the best one is not similar. */
const leastShare = 0.25;

export interface RatedResolution extends Resolution {
  readonly attempts: number;
  readonly successes: number;
  /** What the share of successes is at least (Wilson, 95 %). */
  readonly lowerBound: number;
}

/**
 * What was done in the cases most similar to a question, the surest first. Counted from the cases at each call: an
 * erased or expired case leaves no trace, and nothing is merged that cannot be taken back.
 */
export function resolutionsFor(question: string, cases: readonly Case[], limit: number): readonly RatedResolution[] {
  const index = createPassageIndex<{ readonly id: string; readonly title: string; readonly text: string }>(null);
  for (const { conversationId: id, question: text } of cases) index.add("cases", id, { id, title: "", text });
  const found = index.search({ base: null, text: question, vector: null, limit: similarCases });
  const least = (found[0]?.score ?? 0) * leastShare;
  const similar = new Set(found.filter(({ score }) => score >= least).map(({ passage }) => passage.id));
  const groups = Map.groupBy(
    cases.filter(({ conversationId }) => similar.has(conversationId)),
    ({ resolution }) => resolution.key,
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      const successes = group.filter(({ succeeded }) => succeeded).length;
      const lowerBound = wilsonLowerBound(successes, group.length);
      return first === undefined ? [] : [{ ...first.resolution, attempts: group.length, successes, lowerBound }];
    })
    .toSorted((one, other) => other.lowerBound - one.lowerBound)
    .slice(0, limit);
}
