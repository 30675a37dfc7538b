import { z } from "zod";

const Value = z.object({ value: z.string(), messageId: z.string().nullable(), confirmed: z.boolean() });

/** What a conversation has collected about its customer, and what still awaits a yes. */
export const CollectionState = z.object({
  consent: z.literal(["granted", "refused"]).nullable(),
  /** By field. */
  kept: z.record(z.string(), Value),
  /** Values that await the customer's consent or confirmation. */
  pending: z.record(z.string(), Value),
  /** The last unanswered question. A plain yes or no counts only in the very next turn. */
  asked: z.object({ about: z.string(), turn: z.number().int() }).nullable(),
});
export type CollectionState = z.infer<typeof CollectionState>;

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
  collecting: CollectionState.nullable().default(null),
  /** The address that waits to be proven. */
  proving: Proving.nullable().default(null),
};

export const nothingCollected: CollectionState = { consent: null, kept: {}, pending: {}, asked: null };

/** `asked.about` for the consent question. No field can have this name: field names start with a letter or a digit. */
export const aboutConsent = "?consent";
