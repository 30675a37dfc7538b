import { analysisLimits, type StoredQuote } from "../../../../shared/contracts/lifecycle/research-analysis.ts";
import type { AnalysedPage } from "./analysed-page.ts";
import type { Sentence } from "./sentences.ts";

/** A sentence of a stored page. */
export interface Quoted {
  readonly page: AnalysedPage;
  readonly sentence: Pick<Sentence, "span">;
}

/** The passage as a report quotes it: where it stands, and its words. */
export function quoteOf({ page, sentence }: Quoted): StoredQuote {
  const { start } = sentence.span;
  const end = Math.min(sentence.span.end, start + analysisLimits.quote);
  return { page_id: page.id, span: { start, end }, text: page.text.slice(start, end) };
}
