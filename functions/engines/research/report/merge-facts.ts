import { type FactSource, type ResearchFact, reportLimits } from "../../../../shared/contracts/lifecycle/research.ts";
import { claimLimits, type ResearchFinding } from "../../../../shared/events/lifecycle/research-claims.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { fold } from "../facts/fold.ts";
import { writtenHours } from "../facts/read-hours.ts";
import { isSameAddress } from "./address.ts";
import type { StoredPage } from "./stored-page.ts";

type WithoutStatus<F> = F extends unknown ? Omit<F, "status"> : never;
export type UnratedFact = WithoutStatus<ResearchFact>;

/** A fact and every place that says it, with the list of values in which it stands there. */
export interface MergedFact {
  readonly fact: UnratedFact;
  readonly places: readonly Place[];
}

export interface Place {
  readonly pageHash: string;
  /** Values of one list stand beside each other: the numbers of one page's text, or of what it declares. */
  readonly list: string;
}

interface Group {
  readonly key: string;
  readonly first: { readonly finding: ResearchFinding; readonly page: StoredPage };
  readonly sources: FactSource[];
  readonly places: Place[];
}

/** One fact for each value, in the order in which the pages say them. */
export function mergeFacts(pages: readonly StoredPage[]): readonly MergedFact[] {
  const groups = new Map<string, Group>();
  const addresses: Group[] = [];
  const isTemplate = templateLines(pages);
  for (const page of pages)
    for (const finding of page.findings) {
      const group = groupOf(finding, page, groups, addresses);
      const { span } = finding;
      group.sources.push({
        kind: page.source,
        url: page.url,
        fetched_at: page.fetchedAt,
        page_id: page.id,
        span,
      });
      const template = finding.origin === "text" && isTemplate(lineAt(page.text, span.start));
      group.places.push({
        pageHash: page.hash,
        list: template ? "template" : `${page.id}.${finding.origin === "model" ? "text" : finding.origin}`,
      });
    }
  return [...groups.values()].map(mergedFact);
}

function groupOf(finding: ResearchFinding, page: StoredPage, groups: Map<string, Group>, addresses: Group[]): Group {
  const same =
    finding.kind === "address"
      ? addresses.find(
          ({ first }) =>
            first.finding.kind === "address" &&
            first.finding.label === finding.label &&
            isSameAddress(first.finding.value, finding.value),
        )
      : undefined;
  const key = same?.key ?? `${finding.kind}|${finding.label}|${factKey(finding)}`;
  const known = groups.get(key);
  if (known) return known;
  const group: Group = { key, first: { finding, page }, sources: [], places: [] };
  groups.set(key, group);
  if (finding.kind === "address") addresses.push(group);
  return group;
}

/** Equal for two claims of one kind that say the same. */
function factKey(claim: ResearchFinding): string {
  switch (claim.kind) {
    case "hours":
      return writtenHours(claim.value);
    case "product":
      return `${productKey(claim.value.name)}|${claim.value.price?.currency}|${claim.value.price?.minor}`;
    case "address":
      return fold(claim.value.text);
    case "policy":
      return `${claim.value.topic}|${fold(claim.value.text)}`;
    case "faq":
      return fold(claim.value.question);
    case "social":
      return fold(claim.value.url);
    case "person":
      return fold(claim.value.name);
    default:
      return fold(String(claim.value));
  }
}

export function productKey(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .replace(/^(the|our) /, "")
    .trim();
}

function mergedFact({ key, first: { finding, page }, sources, places }: Group): MergedFact {
  const { span, origin: _origin, ...claim } = finding;
  const [source, ...others] = sources;
  const text = page.text.slice(span.start, span.end).slice(0, claimLimits.quote);
  const fact = {
    ...claim,
    id: deriveId("fact", key).slice(0, 12),
    text,
    source,
    others: distinct(others, source),
  };
  return { fact: fact as UnratedFact, places };
}

function distinct(others: readonly FactSource[], source: FactSource | undefined): readonly FactSource[] {
  const seen = new Set([source?.page_id]);
  return others.filter(({ page_id }) => !seen.has(page_id) && seen.add(page_id)).slice(0, reportLimits.others);
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return fold(text.slice(text.lastIndexOf("\n", start) + 1, end === -1 ? undefined : end));
}

/** Lines that most pages of a run have, such as those of a footer. */
function templateLines(pages: readonly StoredPage[]): (line: string) => boolean {
  const counts = new Map<string, number>();
  const site = pages.filter(({ source }) => source === "website");
  for (const { text } of site)
    for (const line of new Set(text.split("\n").map(fold))) counts.set(line, (counts.get(line) ?? 0) + 1);
  const least = Math.max(3, site.length * 0.6);
  return (line) => (counts.get(line) ?? 0) >= least;
}
