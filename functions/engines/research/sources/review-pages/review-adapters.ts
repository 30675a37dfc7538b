import { type DeclaredReviews, schemaOrgReviews } from "./schema-org-reviews.ts";

/** How one kind of site shows its reviews. */
export interface ReviewAdapter {
  readonly name: string;
  /** Whether a page is of this kind. */
  reads(url: URL): boolean;
  read(document: Document): DeclaredReviews;
}

/** The first that reads a page's address reads the page. The last reads every site that declares its reviews for machines. */
export const reviewAdapters: readonly ReviewAdapter[] = [
  { name: "schema.org", reads: () => true, read: schemaOrgReviews },
];
