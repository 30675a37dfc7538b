const warm = { key: "warm", changes: [{ path: "agent.personality", value: "warm" }] };
const warmer = { name: "Warmer", arms: [{ key: "control" }, warm] };

/** A valid body for each operation about requirements and experiments that requires one. */
export const lifecycleBodies: Readonly<Record<string, object>> = {
  "POST /v1/experiments": warmer,
  "POST /v1/experiment-plans": warmer,
  "POST /v1/experiments/{id}/stop": { reason: "The season is over" },
  "POST /v1/experiments/{id}/promote": { arm: "warm", anyway: true },
  "POST /v1/prds": { title: "Front desk" },
  "PATCH /v1/prds/{id}": { operations: [{ op: "add", section: "non_goals", fields: { text: "Diagnoses" } }] },
  "POST /v1/prds/{id}/import": { markdown: "---\nrevision: 1\n---\n" },
  "POST /v1/prds/{id}/undo": {},
  "POST /v1/prds/{id}/versions": { name: "Draft" },
  "POST /v1/prds/{id}/restore": { version: 1 },
  "POST /v1/prds/{id}/approve": { revision: 1 },
  "POST /v1/prds/{id}/comments": { text: "Why?" },
};
