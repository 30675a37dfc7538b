import { mostExperiments, mostListedTasks, mostProposals } from "../../functions/engines/success/reviews/review.ts";
import { longestSubject, longestText, longestTitle, mostHistory } from "../../functions/engines/success/tasks/task.ts";
import type { Limits } from "./largest-document.ts";

/** What the success engine stores. */
export const successLimits: Readonly<Record<string, Limits>> = {
  "success-watches": {},
  "success-tasks": {
    "state.subject": { characters: longestSubject },
    "state.cause": { characters: 2_000 },
    "state.figures": { items: 5 },
    "state.written.title": { characters: longestTitle },
    "state.written.text": { characters: longestText },
    "state.owner": { characters: 200 },
    "state.history": { items: mostHistory },
    "state.history[].note": { characters: 1_000 },
  },
  "success-reviews": {
    "state.months": { items: 3 },
    "state.kpis": { items: 9 },
    "state.kpis[].targetItem": { characters: 100 },
    "state.sla": { items: 3 },
    "state.experiments": { items: mostExperiments },
    "state.experiments[].name": { characters: 200 },
    "state.experiments[].reason": { characters: 2_000 },
    "state.experiments[].arms": { items: 10 },
    "state.experiments[].arms[].key": { characters: 100 },
    "state.experiments[].arms[].verdict": { characters: 40 },
    "state.tasks.counts": { items: 5 },
    "state.tasks.listed": { items: mostListedTasks },
    "state.tasks.listed[].subject": { characters: longestSubject },
    "state.tasks.listed[].title": { characters: longestTitle },
    "state.spend.byComponent": { items: 12 },
    "state.spend.unpriced": { items: 12 },
    "state.proposals": { items: mostProposals },
    "state.proposals[].task.subject": { characters: longestSubject },
    "state.proposals[].task.title": { characters: longestTitle },
  },
  "success-told-tasks": { "state.told": { items: 4 }, "state.told[].detail": { characters: 500 } },
};
