import type { ResearchSubject } from "./research.ts";

/** A business whose name alone is known. */
export const nothingKnown: ResearchSubject = {
  name: "Sunrise Diagnostics",
  site: null,
  region: "IN",
  city: null,
  industry: null,
  instagram: null,
  facebook: null,
  tiktok: null,
  placeId: null,
  reviewUrls: [],
  documentIds: [],
};
