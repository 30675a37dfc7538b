import type { ResearchAnalysis } from "../../../../shared/contracts/lifecycle/research-analysis.ts";
import type { ResearchSubject } from "../../../../shared/events/lifecycle/research.ts";
import type { ReadMention } from "../analysis/themes.ts";
import type { StoredPage } from "./stored-page.ts";

export interface AnalysisInput {
  readonly subject: ResearchSubject;
  readonly pages: readonly StoredPage[];
  /** What a model has read in the reviews. */
  readonly read: readonly ReadMention[];
}

/** What the pages of a business mean. Pure. */
export type Analyse = (input: AnalysisInput) => ResearchAnalysis;
