import { z } from "zod";
import { Name, Seconds, ShortText, uniqueBy } from "../../schema/scalars.ts";

/** What the handoff to people needs beyond the specification's `escalation`; all of it optional. */

/** Where an escalation's action leads. What is left out follows from the action's name (see docs/handoff.md). */
const Destination = z.strictObject({
  /** Of `escalation.handoff`. */
  type: Name.optional(),
  department: Name.optional(),
  /** An operator must have all of them. */
  skills: z.array(Name).default([]),
});

export const HandoffRules = z.strictObject({
  /** Who gets the next one of those who may: in turn, who has fewest, or who fits best. */
  assignment: z.literal(["round_robin", "least_busy", "skills"]).default("least_busy"),
  /** An operator who was online and has not been heard of for so long counts as offline. */
  presence_timeout: Seconds.min(10).max(3600).default(120),
  actions: z.record(Name, Destination).default({}),
});

/** What one conversation may cost; beyond it a person takes over. */
export const Budget = z.strictObject({
  turns: z.number().int().min(1).optional(),
  /** Tokens read and written by models, together. */
  model_tokens: z.number().int().min(1).optional(),
});

/** What operators may say with one click. `{customer_name}` stands for the customer's name. */
export const CannedReplies = z
  .array(z.strictObject({ id: Name, title: ShortText, text: ShortText }))
  .superRefine(uniqueBy(({ id }) => id, "id"));
