import type { Limits } from "./largest-document.ts";

const knowledgeVersion = (path: string): Limits => ({
  [`${path}.contentType`]: { characters: 200 },
  [`${path}.parts`]: { items: 1_100 },
  [`${path}.problems`]: { items: 100 },
  [`${path}.problems[].detail`]: { characters: 200 },
});

/** What documents of the tenant, crawls of sites, and what conversations teach hold. */
export const knowledgeLimits: Readonly<Record<string, Limits>> = {
  "knowledge-documents": {
    "state.name": { characters: 200 },
    "state.title": { characters: 300 },
    ...knowledgeVersion("state.live"),
    ...knowledgeVersion("state.reading"),
    "state.reading.section": { items: 6 },
    "state.reading.section[].text": { characters: 200 },
    "state.reading.ownTitle": { characters: 300 },
  },
  "knowledge-crawls": {
    "state.starts": { items: 50 },
    "state.starts[]": { bytes: 500 },
    "state.origins": { items: 51 },
    "state.origins[]": { bytes: 300 },
    "state.waiting": { items: 500 },
    "state.waiting[].url": { bytes: 500 },
    // Four addresses for each page that is read.
    "state.seen": { items: 2_050 },
    "state.files": { items: 500 },
    "state.problems": { items: 100 },
    "state.problems[].url": { bytes: 500 },
    "state.problems[].detail": { characters: 300 },
  },
  "knowledge-cases": {
    "state.question": { characters: 450 },
    "state.topics": { items: 10 },
    "state.topics[]": { characters: 40 },
  },
  "knowledge-questions": { "state.question": { characters: 450 } },
  "village-contributions": { shares: { items: 6 } },
  "village-snapshots": { figures: { items: 6 } },
  "knowledge-nodes": { name: { characters: 120 } },
};
