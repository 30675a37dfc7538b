import type { OtherSource } from "../sources/other-source.ts";
import type { CollectedPage, CompetitorSpan, ReviewSpan } from "../sources/source.ts";

/** What the analysis needs of a stored page. */
export interface AnalysedPage extends Pick<CollectedPage, "id" | "title" | "text"> {
  readonly source: OtherSource["kind"] | "website" | "person";
  readonly reviews: readonly ReviewSpan[];
  readonly competitors: readonly CompetitorSpan[];
}
