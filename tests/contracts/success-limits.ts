import {
  longestArticle,
  longestQuestion,
  longestQuote,
  mostConversations,
  mostExamples,
  mostKeys,
  mostQuotes,
} from "../../functions/engines/success/gaps/gap.ts";
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
  "success-knowledge-gaps": {
    "state.question": { characters: longestQuestion },
    "state.examples": { items: mostExamples },
    "state.examples[]": { characters: longestQuestion },
    "state.languages": { items: 10 },
    "state.keys": { items: mostKeys },
    "state.keys[]": { characters: 2_000 },
    "state.conversationIds": { items: mostConversations },
    "state.draft.title": { characters: 120 },
    "state.draft.quotes": { items: mostQuotes },
    "state.draft.quotes[].text": { characters: longestQuote },
    "state.draft.quotes[].of": { characters: 300 },
    "state.decided.title": { characters: 300 },
    "state.decided.text": { characters: longestArticle },
  },
  "success-told-tasks": { "state.told": { items: 4 }, "state.told[].detail": { characters: 500 } },
};
