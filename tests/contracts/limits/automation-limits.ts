import type { Limits } from "./largest-document.ts";

/** A run of 80 scenarios over a requirements document of 500 items (functions/engines/automation). */
export const automationLimits: Readonly<Record<string, Limits>> = {
  "automation-runs": {
    "state.origin.authors": { items: 3 },
    "state.traces": { bytes: 200_000 },
    "state.traces[].links": { items: 4 },
    "state.traces[].links[].path": { items: 5 },
    "state.traces[].scenarios": { items: 5 },
    "state.mustIds": { items: 500 },
    "state.channels": { items: 10 },
    "state.mergedBy": { items: 4 },
    "state.cost.old.lines": { items: 4 },
    "state.cost.old.lines[].item": { bytes: 48 },
    "state.cost.written.lines": { items: 4 },
    "state.cost.written.lines[].item": { bytes: 48 },
    "state.missing": { bytes: 38_000 },
    "state.missing[].neededBy": { items: 5 },
    "state.finishedGaps": { items: 10 },
    "state.assumptions": { items: 10 },
    "state.quoted": { items: 40 },
    "state.checks": { items: 5 },
    "state.checks[].details": { bytes: 21_000 },
    "state.scenarios": { bytes: 300_000 },
    "state.scenarios[].requirements": { items: 20 },
    "state.scenarios[].expects": { items: 6 },
    "state.scenarios[].expects[].text": { characters: 200 },
    "state.scenarios[].says": { characters: 500 },
    "state.scenarios[].reply": { characters: 300 },
  },
  "automation-replays": {
    "state.standings": { items: 20 },
    "state.unknownTools": { items: 10 },
    "state.unknownTools[].server": { characters: 100 },
    "state.unknownTools[].host": { characters: 260 },
    "state.unknownTools[].tools": { items: 10 },
    "state.unknownTools[].tools[]": { characters: 128 },
  },
  "automation-replayed-conversations": {
    says: { items: 8 },
    recordedCalls: { bytes: 160_000 },
    "recordedCalls[].arguments": { bytes: 4_000 },
    "recordedCalls[].masked": { bytes: 4_000 },
    "recordedCalls[].result": { bytes: 8_000 },
    "recordedCalls[].error": { characters: 300 },
    "says[]": { characters: 1_004 },
    ...answersOf("old"),
    ...answersOf("new"),
    turns: { items: 8 },
    "turns[].differences": { items: 10 },
    "turns[].differences[].old": { characters: 200 },
    "turns[].differences[].new": { characters: 200 },
  },
  "automation-proposals": {
    "state.url": { characters: 500 },
    "state.branch": { characters: 200 },
    "state.path": { characters: 200 },
    "state.repository": { characters: 201 },
    "state.failure": { characters: 700 },
  },
  // Every gap of every client (functions/engines/automation/gaps).
  "automation-gaps": {
    "state.namedBy": { items: 2_000 },
    "state.unmatched": { items: 5 },
    "state.issue.url": { characters: 500 },
    "state.unmatched[].url": { characters: 500 },
    "state.failure.message": { characters: 500 },
  },
};

/** What one version answered to the messages of a replayed conversation. */
function answersOf(arm: "old" | "new"): Limits {
  const answer = `${arm}.answers[]`;
  return {
    [`${arm}.answers`]: { items: 8 },
    [`${answer}.text`]: { characters: 1_504 },
    [`${answer}.tools`]: { items: 10 },
    [`${answer}.tools[].arguments`]: { characters: 204 },
    [`${answer}.handoff`]: { characters: 104 },
    [`${answer}.guardFindings`]: { items: 10 },
    [`${answer}.guardFindings[]`]: { characters: 104 },
    [`${answer}.sources`]: { items: 10 },
    [`${answer}.sources[]`]: { characters: 104 },
  };
}
