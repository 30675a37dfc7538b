import { z } from "zod";

/** Limits of a requirements document. Texts are in UTF-16 code units. */
export const requirementLimits = { line: 200, text: 1_000, list: 20, listed: 120, items: 500, bytes: 300_000 };

const Line = z.string().trim().min(1).max(requirementLimits.line);
const Text = z.string().trim().min(1).max(requirementLimits.text);
const List = z.array(z.string().trim().min(1).max(requirementLimits.listed)).max(requirementLimits.list);
const Amount = z.number().min(-1e12).max(1e12);
const Reference = z.string().regex(/^[A-Z]{3}-[1-9]\d{0,5}$/, "must be an item's id, such as FLW-1");

export const RequirementPriority = z.literal(["must", "should", "could"]);
export const RequirementAspect = z.literal([
  "interaction",
  "content",
  "style",
  "escalation",
  "consent",
  "hours",
  "languages",
  "payments",
  "integration",
  "edge_case",
]);

/** A section: how the ids of its items begin, and its fields. Every field is a scalar or a list of texts. */
interface Section {
  readonly prefix: string;
  readonly fields: z.ZodObject;
}

/** The sections of a requirements document, in its order. */
export const requirementSections = {
  overview: {
    prefix: "OVW",
    fields: z.object({ title: Line, business: Text.nullable().default(null), industry: Line.nullable().default(null) }),
  },
  objectives: {
    prefix: "OBJ",
    fields: z.object({
      text: Text,
      priority: RequirementPriority.default("must"),
      /** What kind of agent reaches it. */
      kind: z.literal(["bookings", "sales", "support", "leads", "payments", "reminders", "feedback", "other"]),
    }),
  },
  personas: {
    prefix: "PER",
    fields: z.object({ name: Line, needs: Text.nullable().default(null), languages: List.default([]) }),
  },
  requirements: {
    prefix: "REQ",
    fields: z.object({ text: Text, priority: RequirementPriority, aspect: RequirementAspect }),
  },
  flows: { prefix: "FLW", fields: z.object({ name: Line, trigger: Text.nullable().default(null) }) },
  flow_nodes: {
    prefix: "NOD",
    fields: z.object({
      flow: Reference,
      kind: z.literal(["start", "say", "ask", "tool", "decide", "handoff", "end"]),
      text: Text,
    }),
  },
  /** From one node to another of the same flow. `when` is null where nothing is decided. */
  flow_edges: {
    prefix: "EDG",
    fields: z.object({ flow: Reference, from: Reference, to: Reference, when: Line.nullable().default(null) }),
  },
  experiments: {
    prefix: "EXP",
    fields: z.object({
      name: Line,
      hypothesis: Text,
      /** The share of conversations that is compared. */
      metric: Line,
      control: Text,
      variant: Text,
      /** Shares, 0 to 1. `effect` is the least absolute difference that matters. Null while nobody knows. */
      baseline: z.number().gt(0).lt(1).nullable().default(null),
      effect: z.number().gt(0).lt(1).nullable().default(null),
      significance: z.number().gt(0).lt(1).default(0.05),
      power: z.number().gt(0).lt(1).default(0.8),
      /** Conversations in each of the two groups, computed. Null while the baseline or the effect is unknown. */
      sample_size: z.number().int().nullable().default(null),
    }),
  },
  integrations: {
    prefix: "INT",
    fields: z.object({
      system: Line,
      purpose: Text,
      access: z.literal(["read", "write", "both"]).default("both"),
      priority: RequirementPriority.default("must"),
    }),
  },
  data: {
    prefix: "DAT",
    fields: z.object({
      name: Line,
      purpose: Text.nullable().default(null),
      personal: z.boolean(),
      consent: z.literal(["none", "notice", "ask"]),
      retention_days: z.number().int().min(0).max(36_500).nullable().default(null),
    }),
  },
  escalation: {
    prefix: "ESC",
    fields: z.object({
      when: Text,
      to: Line,
      within_minutes: z.number().int().min(0).max(100_000).nullable().default(null),
    }),
  },
  kpis: {
    prefix: "KPI",
    fields: z.object({
      name: Line,
      unit: z.literal(["percent", "minutes", "count", "currency", "score"]),
      baseline: Amount.nullable().default(null),
      target: Amount.nullable().default(null),
      measured_by: Text.nullable().default(null),
    }),
  },
  non_goals: { prefix: "NON", fields: z.object({ text: Text }) },
  open_questions: { prefix: "QUE", fields: z.object({ text: Text, answer: Text.nullable().default(null) }) },
  scenarios: {
    prefix: "SCN",
    fields: z.object({ title: Line, given: Text, when: Text, outcome: Text, requirements: z.array(Reference).max(20) }),
  },
} as const satisfies Readonly<Record<string, Section>>;

export const SectionName = z.enum(
  Object.keys(requirementSections) as [keyof typeof requirementSections, ...(keyof typeof requirementSections)[]],
);
export type SectionName = z.infer<typeof SectionName>;
