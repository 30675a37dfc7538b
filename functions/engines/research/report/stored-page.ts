import type { ResearchPage } from "../sources/research-page.ts";

/** A page of a run with its text. */
export interface StoredPage extends ResearchPage {
  readonly text: string;
}
