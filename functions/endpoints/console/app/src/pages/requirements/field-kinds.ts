/** Fields with few values, as the sections of `requirement-sections.ts` say. */
const priority = ["must", "should", "could"] as const;
const aspects = [
  ...["interaction", "content", "style", "escalation", "consent"],
  ...["hours", "languages", "payments", "integration", "edge_case"],
] as const;

const choices: Readonly<Record<string, readonly string[]>> = {
  priority,
  aspect: aspects,
  "objectives.kind": ["bookings", "sales", "support", "leads", "payments", "reminders", "feedback", "other"],
  "flow_nodes.kind": ["start", "say", "ask", "tool", "decide", "handoff", "end"],
  access: ["read", "write", "both"],
  consent: ["none", "notice", "ask"],
  unit: ["percent", "minutes", "count", "currency", "score"],
};
const numbers = new Set([
  ...["within_minutes", "retention_days", "baseline", "target", "effect", "significance", "power"],
]);
const lists = new Set(["languages", "requirements"]);
/** Computed, or changed on the canvas of the flow. */
const shown = new Set(["sample_size", "flow", "from", "to"]);
const lines = new Set(["name", "title", "industry", "system", "metric", "to", "when"]);

export type FieldKind = "choice" | "number" | "list" | "line" | "text" | "truth" | "shown";

export function choicesOf(section: string, field: string): readonly string[] {
  return choices[`${section}.${field}`] ?? choices[field] ?? [];
}

/** How a field is edited. */
export function fieldKind(section: string, field: string): FieldKind {
  if (section === "escalation" && field === "when") return "text";
  if (choicesOf(section, field).length > 0) return "choice";
  if (field === "personal") return "truth";
  if (shown.has(field) && section !== "escalation") return "shown";
  if (numbers.has(field)) return "number";
  if (lists.has(field)) return "list";
  if (lines.has(field) && section !== "scenarios") return "line";
  return "text";
}

/** What a new item needs, by section, in the order of the document. */
export const newItemFields = {
  objectives: ["text", "kind", "priority"],
  personas: ["name", "needs"],
  requirements: ["text", "priority", "aspect"],
  experiments: ["name", "hypothesis", "metric", "control", "variant"],
  integrations: ["system", "purpose", "access", "priority"],
  data: ["name", "purpose", "personal", "consent"],
  escalation: ["when", "to", "within_minutes"],
  kpis: ["name", "unit", "baseline", "target"],
  non_goals: ["text"],
  open_questions: ["text"],
  scenarios: ["title", "given", "when", "outcome", "requirements"],
} as const;

/** A field's value as the document holds it. */
export function givenValue(kind: FieldKind, text: string): string | number | boolean | string[] | null {
  const plain = text.trim();
  if (kind === "truth") return plain === "true";
  if (kind === "list") return plain === "" ? [] : plain.split(/\s*,\s*/u).filter((each) => each !== "");
  if (plain === "") return null;
  return kind === "number" ? Number(plain) : plain;
}
