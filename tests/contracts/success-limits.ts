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
  "success-told-tasks": { "state.told": { items: 4 }, "state.told[].detail": { characters: 500 } },
};
