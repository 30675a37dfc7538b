import { z } from "zod";

const Value = z.object({ value: z.string(), messageId: z.string().nullable(), confirmed: z.boolean() });

/** What a conversation has learnt of its customer, and what waits for a yes. */
export const Collecting = z.object({
  consent: z.literal(["granted", "refused"]).nullable(),
  /** By field. */
  kept: z.record(z.string(), Value),
  /** Waits for the customer's consent, or for their word that it was understood. */
  pending: z.record(z.string(), Value),
  /** What was asked last and is not answered; a plain yes or no counts only in the very next turn. */
  asked: z.object({ about: z.string(), turn: z.number().int() }).nullable(),
});
export type Collecting = z.infer<typeof Collecting>;

export const collectingState = { collecting: Collecting.nullable().default(null) };

export const nothingCollected: Collecting = { consent: null, kept: {}, pending: {}, asked: null };

/** `asked.about` for the question of consent; no field is called so, since names begin with a letter or a digit. */
export const aboutConsent = "?consent";
