import { z } from "zod";
import { ResearchSubject, ResearchType } from "../../events/lifecycle/research.ts";
import { ofEachFactKind, ResearchSourceKind, TextSpan } from "../../events/lifecycle/research-claims.ts";
import { readModel } from "../read-model.ts";
import { ResearchAnalysis } from "./research-analysis.ts";

/** How much a report holds. */
export const reportLimits = {
  facts: 220,
  contradictions: 40,
  valuesOfContradiction: 5,
  factsOfValue: 5,
  gaps: 30,
  others: 3,
  pagesOfLeftOut: 10,
  problems: 10,
} as const;

/** Where a fact stands: the stored text's span says the value. */
export const FactSource = z.object({
  kind: ResearchSourceKind.describe("The source."),
  url: z.string().nullable().describe("Null for what a person said."),
  fetched_at: z.string().describe("When it was read."),
  page_id: z.string().describe("The stored text, `GET /v1/research/{id}/pages/{page_id}`."),
  span: TextSpan.describe("Where it stands in the stored text."),
});
export type FactSource = z.infer<typeof FactSource>;

export const FactStatus = z.enum(["stated", "confirmed", "disputed"]);

/** A fact of a business. `text` is the stored text's span as it stands there. */
export const ResearchFact = ofEachFactKind({
  id: z.string(),
  text: z.string(),
  label: z.string(),
  source: FactSource,
  /** Other places that say the same. */
  others: z.array(FactSource),
  /** `confirmed`: said in two places or more, and nowhere else otherwise. `disputed`: part of a contradiction. */
  status: FactStatus,
});
export type ResearchFact = z.infer<typeof ResearchFact>;

/** Values that cannot all be true, with the facts that say each. */
export const Contradiction = z.object({
  id: z.string().describe("Identifies it within the report."),
  kind: z.string().describe("The kind of the facts."),
  topic: z.string().describe("A product's name or a number's label; empty for the business itself."),
  values: z
    .array(
      z.object({
        value: z.string().describe("The value on one line."),
        facts: z.array(z.string()).describe("The facts that say it."),
      }),
    )
    .describe("The values, each with its facts."),
});
export type Contradiction = z.infer<typeof Contradiction>;

/** What an agent of the business needs to know and no source said. */
export const ResearchGap = z.object({
  kind: z.string().describe("What is missing."),
  question: z.string().describe("What to ask the business."),
  why: z.string().describe("What it is needed for."),
});
export type ResearchGap = z.infer<typeof ResearchGap>;

/** Facts of a kind that a report does not hold: more than fit. The stored texts that say them hold them all. */
const LeftOut = z.object({
  kind: z.string().describe("The kind of the facts."),
  facts: z.number().int().describe("How many there are."),
  page_ids: z.array(z.string()).describe("Stored texts that say them: `statements` of each lists them. At most ten."),
});

/** How a source ended. */
export const SourceOutcome = z.object({
  kind: ResearchSourceKind.describe("The source."),
  status: z.enum(["completed", "failed", "cancelled", "collecting"]).describe("How it ended."),
  pages: z.number().int().describe("Texts that it stored."),
  stopped_by: z.string().describe("`finished`, `page-limit`, `time-limit`, `crawl-delay`, or the code of a failure."),
  detail: z.string().describe("The same, for a person."),
  problems: z
    .array(
      z.object({
        url: z.string().describe("What could not be read."),
        code: z.string().describe("Why; stable."),
        detail: z.string().describe("Why, for a person."),
      }),
    )
    .describe("The first ten things that could not be read."),
});
export type SourceOutcome = z.infer<typeof SourceOutcome>;

/** What research found out about a business: values with their sources, contradictions, and what is missing. */
export const ResearchReport = z.object({
  run_id: z.string().describe("The run."),
  revision: z.number().int().describe("Counts the reports of the run, from 1."),
  type: ResearchType.describe("`deep` also asked people."),
  business: ResearchSubject,
  facts: z.array(ResearchFact),
  left_out: z.array(LeftOut).default([]).describe("Facts beyond what a report holds, by kind, and where they stand."),
  contradictions: z.array(Contradiction),
  gaps: z.array(ResearchGap),
  ...ResearchAnalysis.shape,
  sources: z.array(SourceOutcome),
  written_at: z.string().describe("When it was written."),
});
export type ResearchReport = z.infer<typeof ResearchReport>;

/** The newest report of each run, by the run's id. The research engine owns them. */
export const researchReportModel = readModel<ResearchReport>({
  name: "research-reports",
  state: ResearchReport as unknown as z.ZodType<ResearchReport>,
  indexes: [],
});
