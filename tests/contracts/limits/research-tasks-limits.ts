import type { Limits } from "./largest-document.ts";

export const researchTasksLimits: Readonly<Record<string, Limits>> = {
  "research-tasks": {
    "state.business": { characters: 120 },
    "state.question": { characters: 300 },
    "state.why": { characters: 300 },
    "state.evidence": { items: 3 },
    "state.files": { items: 10 },
    "state.files[].name": { characters: 120 },
    "state.answer.text": { characters: 5_000 },
    "state.answer.evidence": { items: 5 },
    "state.answer.evidence[].value": { characters: 500 },
    "state.review.comment": { characters: 500 },
    "state.waived.reason": { characters: 500 },
  },
  "research-task-sets": {
    "state.business": { characters: 120 },
    "state.join.pending": { items: 30 },
    "state.join.results": { items: 30 },
  },
};
