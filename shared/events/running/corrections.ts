import { z } from "zod";
import { eventType } from "../event-type.ts";

export const CorrectionFound = z.object({
  correctionId: z.string(),
  /** `takeover`: an operator took over and answered differently. `marked`: a person marked the agent's answer as wrong. */
  source: z.literal(["takeover", "marked"]),
  conversationId: z.string(),
  /** The index of the agent's turn. */
  turn: z.number().int(),
  language: z.string(),
  /** What the customer asked. Without what names a person, as all texts here. */
  question: z.string(),
  /** What the agent said. Null: nothing. */
  said: z.string().nullable(),
  /** What was right. */
  right: z.string(),
  /** Who answered it or marked it. */
  by: z.string(),
  at: z.string(),
});
export type CorrectionFound = z.infer<typeof CorrectionFound>;

/** A person answered a customer's question differently from the agent. */
export const correctionFound = eventType("correction-found", CorrectionFound);

/** A person approves a correction into the knowledge and the scenarios, rejects it, or lets its scenario rest. */
export const correctionDecided = eventType(
  "correction-decided",
  z.object({
    correctionId: z.string(),
    decision: z.literal(["approve", "reject", "retire"]),
    question: z.string(),
    answer: z.string(),
    /** The knowledge base that takes the answer. Null: none. */
    base: z.string().nullable(),
    /** What the answer must say and must not say from now on. Null: it becomes no scenario. */
    scenario: z.object({ mentions: z.array(z.string()), avoids: z.array(z.string()) }).nullable(),
    by: z.string(),
    at: z.string(),
  }),
);
export type CorrectionDecided = z.infer<typeof correctionDecided.schema>;
