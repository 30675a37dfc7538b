import { z } from "zod";
import { byCustomer } from "../../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

const keptForMs = 400 * 24 * 3_600_000;

const Resolution = z.object({
  /** The normalised action: `tool:book_slot`, `source:…`, `person`, `reply`. */
  key: z.string(),
  label: z.string(),
});
export type Resolution = z.infer<typeof Resolution>;

const Case = z.object({
  conversationId: z.string(),
  customerId: z.string(),
  /** What the customer wanted, without what names a person. */
  question: z.string(),
  language: z.string(),
  resolution: Resolution,
  succeeded: z.boolean(),
  escalated: z.boolean(),
  topics: z.array(z.string()),
  at: z.string(),
});
export type Case = z.infer<typeof Case>;

/**
 * Ended conversations: what was wanted, what was done, and whether it helped. Nothing is added up in advance, so that a
 * case that is erased counts no more.
 */
export const cases = ownedDocument<Case>({
  name: "knowledge-cases",
  state: Case,
  indexes: [["at"], ["customerId"]],
  confidential: true,
  personal: { fields: ["state.question", "state.customerId"], find: byCustomer("state.customerId") },
  expiry: ({ at }) => new Date(Date.parse(at) + keptForMs),
});
