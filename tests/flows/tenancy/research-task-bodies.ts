/** A valid body for each operation of research tasks that requires one. */
export const researchTaskBodies: Readonly<Record<string, object>> = {
  "POST /v1/research/{id}/tasks": { industry: "retail shop" },
  "POST /v1/research-tasks/{id}/claim": {},
  "POST /v1/research-tasks/{id}/release": {},
  "POST /v1/research-tasks/{id}/files": {},
  "POST /v1/research-tasks/{id}/answer": { text: "At eight" },
  "POST /v1/research-tasks/{id}/review": { accepted: true },
  "POST /v1/research-tasks/{id}/waive": { reason: "Nobody knows" },
};
