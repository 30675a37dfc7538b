import { z } from "zod";
import { Name, Seconds, ShortText, uniqueBy } from "../../schema/scalars.ts";

/** Optional settings of the handoff to people, beyond the specification's `escalation`. */

/** The destination of an escalation's action. Missing fields are derived from the action's name (docs/handoff.md). */
const Destination = z.strictObject({
  /** A type from `escalation.handoff`. */
  type: Name.optional(),
  department: Name.optional(),
  /** The operator must have all of these skills. */
  skills: z.array(Name).default([]),
});

export const HandoffRules = z.strictObject({
  /** How to choose among eligible operators: in turn, fewest conversations, or best matching skills. */
  assignment: z.literal(["round_robin", "least_busy", "skills"]).default("least_busy"),
  /** Time without a heartbeat after which an online operator counts as offline. */
  presence_timeout: Seconds.min(10).max(3600).default(120),
  actions: z.record(Name, Destination).default({}),
});

/** The budget of one conversation. When it is exceeded, a person takes over. */
export const Budget = z.strictObject({
  turns: z.number().int().min(1).optional(),
  /** Sum of the models' input and output tokens. */
  model_tokens: z.number().int().min(1).optional(),
});

/** Replies that operators send with one click. `{customer_name}` is replaced with the customer's name. */
export const CannedReplies = z
  .array(z.strictObject({ id: Name, title: ShortText, text: ShortText }))
  .superRefine(uniqueBy(({ id }) => id, "id"));
