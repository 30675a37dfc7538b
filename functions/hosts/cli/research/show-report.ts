import type { ResearchDetailView } from "../../../engines/research/views.ts";
import { colourText, print, withoutControls } from "../output.ts";

type Report = NonNullable<ResearchDetailView["report"]>;
type Fact = Report["facts"][number];

/** Prints a report for people. Everything in it is text of others, so control characters are removed. */
export function showReport({ research_id, status, report, sources }: ResearchDetailView): void {
  if (report === null) {
    for (const { kind, done, total, now } of sources) line(`${kind} ${done}/${total ?? "?"}: ${now}`);
    print(`The research ${research_id} is ${status}. It has no report yet.`);
    return;
  }
  heading(`${report.business.name}: ${report.facts.length} facts, ${report.contradictions.length} contradictions`);
  for (const { kind, status: ended, pages, detail } of report.sources)
    line(`${kind}: ${ended}, ${pages} pages. ${detail}`);
  heading("Facts");
  for (const fact of report.facts) {
    const label = fact.label === "" ? "" : ` (${fact.label})`;
    line(`${fact.kind}${label}: ${shownValue(fact)}${fact.status === "stated" ? "" : ` [${fact.status}]`}`);
    line(`    ${fact.source.url ?? "a person"}, ${fact.source.fetched_at}`);
  }
  for (const { kind, facts, page_ids } of report.left_out)
    line(
      `${facts} more of ${kind} stand in the stored texts: GET /v1/research/${research_id}/pages/${page_ids[0] ?? ""}`,
    );
  heading("Contradictions");
  for (const { kind, topic, values } of report.contradictions)
    line(`${kind}${topic === "" ? "" : ` of ${topic}`}: ${values.map(({ value }) => value).join("  |  ")}`);
  if (report.contradictions.length === 0) line("None.");
  heading("Missing");
  for (const { question, why } of report.gaps) line(`${question} ${why}`);
  if (report.gaps.length === 0) line("Nothing.");
  for (const { name, mentions, of } of report.themes) line(`Theme: ${name}, in ${mentions} of ${of} reviews`);
  for (const { name, why } of report.opportunities) line(`Opportunity: ${name}. ${why}`);
}

function heading(text: string): void {
  print(`\n${colourText("bold", withoutControls(text))}`);
}

function line(text: string): void {
  print(`  ${withoutControls(text).replace(/\s*\n\s*/g, " / ")}`);
}

function shownValue(fact: Fact): string {
  if (fact.kind === "hours") return fact.value.map(({ day, opens, closes }) => `${day} ${opens}-${closes}`).join(", ");
  if (fact.kind === "product")
    return fact.value.price === null
      ? fact.value.name
      : `${fact.value.name}, ${fact.value.price.currency} ${(fact.value.price.minor / 100).toFixed(2)}`;
  return typeof fact.value === "object" ? Object.values(fact.value).filter(Boolean).join(": ") : String(fact.value);
}
