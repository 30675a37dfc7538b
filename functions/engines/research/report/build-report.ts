import {
  type ResearchFact,
  type ResearchReport,
  reportLimits,
} from "../../../../shared/contracts/lifecycle/research.ts";
import type { FactKind } from "../../../../shared/events/lifecycle/research-claims.ts";
import { jsonBytes } from "../../../../shared/schema/byte-budget.ts";
import { findContradictions } from "./find-contradictions.ts";
import { findGaps } from "./find-gaps.ts";
import { type MergedFact, mergeFacts } from "./merge-facts.ts";
import type { StoredPage } from "./stored-page.ts";

/** In the order of a report, with the most of each kind. */
const mostOfKind: Readonly<Record<FactKind, number>> = {
  name: 5,
  description: 3,
  phone: 15,
  email: 10,
  address: 10,
  hours: 10,
  founding_year: 5,
  language: 10,
  social: 15,
  person: 15,
  policy: 18,
  product: 100,
  faq: 40,
  logo: 3,
  color: 3,
};
const factBytes = 240_000;

export type BuiltReport = Pick<ResearchReport, "facts" | "left_out" | "contradictions" | "gaps">;

/** What the pages of a run say, what of it cannot all be true, and what is missing. */
export function buildReport(pages: readonly StoredPage[]): BuiltReport {
  const merged = mergeFacts(pages);
  const contradictions = findContradictions(merged);
  const disputed = new Set(contradictions.flatMap(({ values }) => values.flatMap(({ facts }) => facts)));
  const ranked = (Object.keys(mostOfKind) as FactKind[]).flatMap((kind) =>
    merged
      .filter(({ fact }) => fact.kind === kind)
      .map((each) => withStatus(each, disputed))
      .toSorted((one, other) => rank(one) - rank(other)),
  );
  const facts = withinBudget(withinKinds(ranked));
  return {
    facts,
    left_out: leftOut(ranked, facts),
    contradictions: [...contradictions],
    gaps: findGaps(merged).slice(0, reportLimits.gaps),
  };
}

/** First each kind's share, then what else there is, as far as it fits. */
function withinKinds(ranked: readonly ResearchFact[]): readonly ResearchFact[] {
  const counts = new Map<FactKind, number>();
  const shares = ranked.filter(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= mostOfKind[kind];
  });
  const within = new Set(shares);
  const more = ranked.filter((fact) => !within.has(fact)).slice(0, Math.max(0, reportLimits.facts - shares.length));
  const chosen = new Set([...shares, ...more]);
  return ranked.filter((fact) => chosen.has(fact));
}

function leftOut(ranked: readonly ResearchFact[], kept: readonly ResearchFact[]): BuiltReport["left_out"] {
  const known = new Set(kept.map(({ id }) => id));
  const rest = Map.groupBy(
    ranked.filter(({ id }) => !known.has(id)),
    ({ kind }) => kind,
  );
  return [...rest].map(([kind, facts]) => {
    const page_ids = [...new Set(facts.map(({ source }) => source.page_id))].slice(0, reportLimits.pagesOfLeftOut);
    return { kind, facts: facts.length, page_ids };
  });
}

function withStatus({ fact, places }: MergedFact, disputed: ReadonlySet<string>): ResearchFact {
  const texts = new Set(places.map(({ pageHash }) => pageHash));
  const status = disputed.has(fact.id) ? "disputed" : texts.size > 1 ? "confirmed" : "stated";
  return { ...fact, status } as ResearchFact;
}

/** What is disputed must be seen, and what several pages say comes before what one says. */
function rank({ status }: ResearchFact): number {
  return { disputed: 0, confirmed: 1, stated: 2 }[status];
}

function withinBudget(facts: readonly ResearchFact[]): ResearchFact[] {
  let bytes = 0;
  return facts.slice(0, reportLimits.facts).filter((fact) => {
    bytes += jsonBytes(fact) + 1;
    return bytes <= factBytes;
  });
}
