import { z } from "zod";
import {
  Contradiction,
  FactSource,
  FactStatus,
  ResearchGap,
  ResearchReport,
  SourceOutcome,
} from "../../../shared/contracts/lifecycle/research.ts";
import { type ResearchSubject, ResearchType } from "../../../shared/events/lifecycle/research.ts";
import { ofEachFactKind, ResearchSourceKind, TextSpan } from "../../../shared/events/lifecycle/research-claims.ts";
import { type ResearchRun, RunStatus } from "./run/run.ts";
import type { ResearchPage } from "./sources/research-page.ts";
import type { SourceProgress } from "./sources/source-progress.ts";

const BusinessView = z
  .object({
    name: z.string().describe("The name of the business."),
    site: z.string().nullable().describe("Its website; null when none was given."),
    region: z.string().describe("The country by which national numbers and prices are read, ISO 3166-1 alpha-2."),
    city: z.string().nullable().describe("Its city; null when none was given."),
    industry: z.string().nullable().describe("Its industry; null when none was given."),
    instagram: z.string().nullable().describe("Its user name on Instagram."),
    facebook: z.string().nullable().describe("Its user name on Facebook."),
    tiktok: z.string().nullable().describe("Its user name on TikTok."),
    place_id: z.string().nullable().describe("Its place on Google Maps."),
    review_urls: z.array(z.string()).describe("Pages of review sites that are read."),
    document_ids: z.array(z.string()).describe("Documents of the client's knowledge that are read."),
  })
  .meta({ id: "ResearchBusiness" });

const SourceProgressView = z.object({
  kind: ResearchSourceKind.describe("The source."),
  status: SourceOutcome.shape.status.describe("How far it is."),
  done: z.number().int().describe("Parts that are collected, such as pages."),
  total: z.number().int().nullable().describe("Parts that are known to exist. Null while nobody knows."),
  now: z.string().describe("What happens, for a person."),
});

const FactView = ofEachFactKind({
  id: z.string().describe("Identifies the fact within the report."),
  text: z.string().describe("The words of the stored text that say it."),
  label: z.string().describe("What a number or address is for, such as `whatsapp`. Empty for the main one."),
  source: FactSource.describe("Where it stands: the span of the stored page's text."),
  others: z.array(FactSource).describe("Other pages that say the same."),
  status: FactStatus.describe("`confirmed`: several pages say so. `disputed`: another page says otherwise."),
}).meta({ id: "ResearchFact" });

export const ResearchReportView = ResearchReport.extend({
  business: BusinessView.describe("Who was researched."),
  revision: z.number().int().describe("Counts the reports of the run, from 1."),
  facts: z.array(FactView).describe("What the sources say. Each names its place."),
  contradictions: z.array(Contradiction).describe("Values that cannot all be true. Ask the business."),
  gaps: z.array(ResearchGap).describe("What an agent needs to know and no source said."),
  sources: z.array(SourceOutcome).describe("How each source ended, and what it could not read."),
}).meta({ id: "ResearchReport" });

export const ResearchView = z
  .object({
    research_id: z.string().describe("Identifies the run."),
    client_id: z.string().describe("The client whose research it is."),
    research_type: ResearchType.describe("`deep` also asks people."),
    status: RunStatus.describe("`reporting`: every source has ended, and the report is being written."),
    business: BusinessView.describe("Who is researched."),
    facts: z.number().int().describe("Facts of the newest report."),
    revision: z.number().int().describe("The newest report; 0 before the first."),
    created_by: z.string().describe("Who asked for it."),
    created_at: z.string().describe("When it was asked for."),
    updated_at: z.string().describe("When it last went on."),
  })
  .meta({ id: "Research" });

export const ResearchDetailView = ResearchView.extend({
  sources: z.array(SourceProgressView).describe("How far each source is."),
  report: ResearchReportView.nullable().describe("The newest report; null before the first."),
}).meta({ id: "ResearchDetail" });
export type ResearchDetailView = z.infer<typeof ResearchDetailView>;

export const ResearchPageView = z
  .object({
    page_id: z.string().describe("Identifies the stored text."),
    source: ResearchSourceKind.describe("Its source."),
    url: z.string().nullable().describe("Where it was read; null for what a person said."),
    title: z.string().describe("Its title."),
    fetched_at: z.string().describe("When it was read."),
    characters: z.number().int().describe("Characters of its stored text."),
    findings: z.number().int().describe("Statements about the business that were found in it."),
    refused: z.number().int().describe("Statements that its text does not bear out, and that were left out."),
  })
  .meta({ id: "ResearchPage" });
const StatementView = ofEachFactKind({
  text: z.string().describe("The words of the stored text that say it."),
  span: TextSpan.describe("Where they stand."),
  label: z.string().describe("What a number or address is for. Empty for the main one."),
}).meta({ id: "ResearchStatement" });
type StatementView = z.infer<typeof StatementView>;

export const ResearchPageTextView = ResearchPageView.extend({
  statements: z.array(StatementView).describe("What it says of the business, in a report or left out of it."),
  text: z.string().describe("The stored text, to which the spans of facts refer."),
}).meta({ id: "ResearchPageText" });

export type ResearchPageTextView = z.infer<typeof ResearchPageTextView>;

export function businessView(subject: ResearchSubject): z.infer<typeof BusinessView> {
  const { placeId: place_id, reviewUrls: review_urls, documentIds: document_ids, ...rest } = subject;
  return { ...rest, place_id, review_urls, document_ids };
}

export function researchView(run: ResearchRun, clientId: string): z.infer<typeof ResearchView> {
  const { id: research_id, type: research_type, status, subject, facts, revision } = run;
  return {
    research_id,
    client_id: clientId,
    research_type,
    status,
    business: businessView(subject),
    facts,
    revision,
    created_by: run.createdBy,
    created_at: run.createdAt,
    updated_at: run.updatedAt,
  };
}

export function reportView(report: ResearchReport): z.infer<typeof ResearchReportView> {
  return { ...report, business: businessView(report.business) };
}

export function progressView({ kind, status, done, total, now }: SourceProgress): z.infer<typeof SourceProgressView> {
  return { kind, status, done, total, now };
}

/** The statements of a page with the words that say each. */
export function statementViews({ findings }: ResearchPage, text: string): StatementView[] {
  return findings.map(({ origin: _origin, ...finding }) => ({
    ...finding,
    text: text.slice(finding.span.start, finding.span.end),
  }));
}

export function pageView(page: ResearchPage): z.infer<typeof ResearchPageView> {
  const { id: page_id, source, url, title, fetchedAt: fetched_at, characters, findings, refused } = page;
  return { page_id, source, url, title, fetched_at, characters, findings: findings.length, refused };
}
