import { z } from "zod";
import { Name, Seconds, ShortText, uniqueBy } from "../../schema/scalars.ts";
import { BusinessHours } from "../../time/business-hours.ts";

/** Optional settings of the handoff to people, beyond the specification's `escalation`. */

/** The destination of an escalation's action. Missing fields are derived from the action's name (docs/handoff.md). */
const Destination = z.strictObject({
  type: Name.optional().describe("A type from `escalation.handoff`."),
  department: Name.optional().describe("A department from `escalation.handoff`."),
  skills: z.array(Name).default([]).describe("The operator must have all of these skills."),
});

const Minutes = z.number().int().min(1).max(10_080);

const ReplyTimes = z
  .strictObject({
    urgent: Minutes.optional().describe("Minutes for conversations of the priority `urgent`. Default: none promised."),
    high: Minutes.optional().describe("Minutes for the priority `high`. Default: none promised."),
    medium: Minutes.optional().describe("Minutes for the priority `medium`. Default: none promised."),
    low: Minutes.optional().describe("Minutes for the priority `low`. Default: none promised."),
    hours: z
      .union([z.literal(["business_hours", "always"]), BusinessHours])
      .default("business_hours")
      .describe("When the minutes pass: during `business_hours`, always, or in hours by weekday."),
  })
  .describe(
    "Within how many minutes a person answers a customer who waits for one. The inbox counts them down and can list who is due first.",
  );

export const HandoffRules = z
  .strictObject({
    assignment: z
      .literal(["round_robin", "least_busy", "skills"])
      .default("least_busy")
      .describe("How to choose among eligible operators: in turn, fewest conversations, or best matching skills."),
    presence_timeout: Seconds.min(10)
      .max(3600)
      .default(120)
      .describe("Time without a sign of life after which an online operator counts as offline."),
    reply_times: ReplyTimes.optional(),
    actions: z
      .record(Name, Destination)
      .default({})
      .describe("The operators for each action of an escalation. What is missing is derived from the action's name."),
  })
  .describe("How conversations find their operators (docs/handoff.md).");

export const Budget = z
  .strictObject({
    turns: z.number().int().min(1).optional().describe("Most answers of the agent. Default: no limit."),
    model_tokens: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe("Most tokens of the models, input and output together. Default: no limit."),
    tool_cost: z
      .number()
      .positive()
      .optional()
      .describe("Most that tools with a `cost` may cost, in the currency of the file. Default: no limit."),
  })
  .describe("The budget of one conversation. When it is exceeded, a person takes over.");

export const CannedReplies = z
  .array(
    z.strictObject({
      id: Name.describe("Its id, unique in this list."),
      title: ShortText.describe("What operators see in the list."),
      text: ShortText.describe("What the customer reads. It may use {customer_name} and {client_name}."),
    }),
  )
  .superRefine(uniqueBy(({ id }) => id, "id"))
  .describe("Replies that operators send with one click.");
