import { z } from "zod";
import { eventType } from "../event-type.ts";

/** A finished conversation is to be evaluated. The same `evaluationId` is evaluated once. */
export const evaluationRequested = eventType(
  "evaluation-requested",
  z.object({
    evaluationId: z.string(),
    conversationId: z.string(),
    reason: z.literal(["escalation", "low-rating", "guard", "sample", "requested"]),
    /** The session: turns before and after it belong to others. */
    since: z.string(),
    until: z.string(),
  }),
);
export type EvaluationRequested = z.infer<typeof evaluationRequested.schema>;

/** A conversation was evaluated. Scores are from 1 to 10; null where nothing in it tells. */
export const conversationEvaluated = eventType(
  "conversation-evaluated",
  z.object({
    evaluationId: z.string(),
    conversationId: z.string(),
    agent: z.object({ name: z.string(), version: z.number().int() }),
    overall: z.number().nullable(),
    accuracy: z.number().nullable(),
    /** The share of the agent's statements that no source supports, 0 to 1; null when nothing was stated. */
    hallucination: z.number().nullable(),
    findings: z.array(z.string()),
    /** Why it was evaluated (`quality` draws or somebody asks). */
    reason: z.string().default("sample"),
    at: z.string(),
  }),
);
export type ConversationEvaluated = z.infer<typeof conversationEvaluated.schema>;

/** A person rated an evaluated conversation. `judged` is the evaluation's overall score at that time. */
export const evaluationRated = eventType(
  "evaluation-rated",
  z.object({
    ratingId: z.string(),
    evaluationId: z.string(),
    customerId: z.string(),
    rubric: z.string(),
    by: z.string(),
    overall: z.number().int(),
    judged: z.number(),
    note: z.string(),
    at: z.string(),
  }),
);
