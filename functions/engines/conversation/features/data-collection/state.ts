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

/** A code on its way to an address that the customer named. Only who reads there can type it here. */
export const Proving = z.object({
  kind: z.literal(["phone", "email"]),
  value: z.string(),
  salt: z.string(),
  /** Of the salt and the code, which is kept nowhere. */
  hash: z.string(),
  expiresAt: z.string(),
  triesLeft: z.number().int(),
});
export type Proving = z.infer<typeof Proving>;

export const collectingState = {
  collecting: Collecting.nullable().default(null),
  /** The address that waits to be proven. */
  proving: Proving.nullable().default(null),
};

export const nothingCollected: Collecting = { consent: null, kept: {}, pending: {}, asked: null };

/** `asked.about` for the question of consent; no field is called so, since names begin with a letter or a digit. */
export const aboutConsent = "?consent";
