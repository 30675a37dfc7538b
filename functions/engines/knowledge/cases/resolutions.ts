import type { KnowledgeEntry } from "../../../../shared/knowledge/entry.ts";
import { retrieve } from "../../../../shared/knowledge/retrieve.ts";
import type { Case, Resolution } from "./case.ts";
import { wilsonLowerBound } from "./wilson.ts";

/** Similar cases that count. */
const similarCases = 20;

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
  const entries: readonly KnowledgeEntry[] = cases.map(({ conversationId, question: text }) => ({
    ...{ base: "cases", id: conversationId, title: "", text },
  }));
  const similar = new Set(retrieve(entries, question, similarCases).map(({ id }) => id));
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
