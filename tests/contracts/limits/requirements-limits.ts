import type { Limits } from "./largest-document.ts";

/** A document's items take at most 300,000 bytes together (shared/contracts/lifecycle/requirement-sections.ts). */
const items = (path: string): Limits => ({
  [path]: { bytes: 300_000 },
  [`${path}[].fields`]: { items: 1 },
  [`${path}[].fields{}`]: { items: 20 },
  [`${path}[].fields{}[]`]: { characters: 120 },
});

const value = (path: string): Limits => ({ [path]: { items: 20 }, [`${path}[]`]: { characters: 120 } });

export const requirementsLimits: Readonly<Record<string, Limits>> = {
  "requirements-interviews": {
    // At most twelve batches of four.
    "state.asked": { items: 48 },
    "state.asked[].text": { characters: 400 },
    "state.asked[].answer": { characters: 900 },
    "state.answers": { items: 40 },
    // Five contradictions, three gaps and three confirmations (interview/research-prompts.ts).
    "state.research.prompts": { items: 11 },
    "state.research.prompts[].topic": { characters: 120 },
    "state.research.prompts[].text": { characters: 400 },
    "state.research.prompts[].values": { items: 3 },
    "state.research.prompts[].values[].answer": { characters: 160 },
    "state.research.prompts[].values[].url": { characters: 300 },
    // Each at most 900, and the languages those of two answers.
    "state.answers{}": { characters: 925 },
    // The product's own names of industries and measures (shared/contracts/lifecycle/village.ts).
    "state.village.figures": { items: 6 },
    "state.village.group": { characters: 80 },
    "state.messages": { bytes: 150_000 },
    "state.messages[].text": { characters: 4_000 },
    "outbox[].envelope.data": { bytes: 60_000 },
    outbox: { items: 3 },
  },
  requirements: {
    ...items("state.items"),
    "state.counters": { items: 15 },
    "state.conflicts": { bytes: 150_000 },
    ...value("state.conflicts[].seen"),
    ...value("state.conflicts[].proposed"),
  },
  "requirements-versions": { ...items("items"), name: { characters: 200 } },
  // A restored version may replace every item: what was removed, and what came.
  "requirements-changes": {
    changes: { bytes: 600_000 },
    "changes[].item.fields": { items: 1 },
    ...value("changes[].item.fields{}"),
    ...value("changes[].before"),
    ...value("changes[].after"),
  },
  "requirements-comments": { text: { characters: 2_000 } },
};
