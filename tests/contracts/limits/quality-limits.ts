import { mostFindings } from "../../../functions/engines/quality/evaluations/evaluation.ts";
import type { Limits } from "./largest-document.ts";

/** What an evaluation keeps of a conversation (evaluation.ts), and what a person notes beside it. */
export const qualityLimits: Readonly<Record<string, Limits>> = {
  "quality-evaluations": {
    "state.findings": { items: mostFindings },
    "state.findings[].quote": { characters: 300 },
    "state.findings[].evidence": { characters: 300 },
    "state.judge.judgements": { items: 4 },
    "state.judge.judgements{}.reason": { characters: 400 },
    "state.judge.judgements{}.quote": { characters: 300 },
  },
  "quality-ratings": { "state.note": { characters: 1_000 } },
};
