import { m } from "#messages";
import type { ResearchDetailView } from "../../../../../../engines/research/views.ts";

export type Report = NonNullable<ResearchDetailView["report"]>;
type SourceKind = Report["sources"][number]["kind"];

const sources: Readonly<Record<SourceKind, () => string>> = {
  website: m.source_website,
  google_maps: m.source_google_maps,
  instagram: m.source_instagram,
  facebook: m.source_facebook,
  tiktok: m.source_tiktok,
  reviews: m.source_reviews,
  file: m.source_file,
  person: m.source_person,
};

export function sourceName(kind: SourceKind): string {
  return sources[kind]();
}

const states = {
  collecting: { name: m.research_collecting, tone: "active" },
  reporting: { name: m.research_reporting, tone: "active" },
  completed: { name: m.research_completed, tone: "good" },
  cancelled: { name: m.research_cancelled, tone: "neutral" },
  failed: { name: m.research_failed, tone: "bad" },
} as const;

/** The word for the state of a run or a source, and its colour. */
export function stateOf(status: keyof typeof states) {
  return states[status];
}
