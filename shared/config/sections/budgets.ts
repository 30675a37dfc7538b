import { z } from "zod";
import { LanguageTag, ShortText } from "../../schema/scalars.ts";
import { ModelName } from "./agent.ts";

const percent = z.number().min(1).max(1_000);
const Usd = z.number().positive().max(10_000_000);

export const Budgets = z
  .strictObject({
    daily_usd: Usd.optional().describe("What a day may cost at list prices, in US dollars. Default: no limit."),
    monthly_usd: Usd.optional().describe("What a month may cost at list prices, in US dollars. Default: no limit."),
    warn_at: percent.default(80).describe("The per cent at which people are told."),
    downgrade_at: percent.optional().describe("The per cent at which `downgrade_to` answers. Default: never."),
    downgrade_to: ModelName.optional().describe("The cheaper model. It needs `downgrade_at`."),
    stop_at: percent.optional().describe("The per cent at which the agent stops to answer. Default: never."),
    hand_over: z
      .boolean()
      .default(true)
      .describe("Whether a person takes over when the agent stops. False: customers read the message alone."),
    stop_messages: z
      .record(LanguageTag, ShortText.max(1_000))
      .default({})
      .describe("What customers then read, by language. Default: that the agent cannot answer any more today."),
  })
  .superRefine((budgets, context) => {
    const { downgrade_at: at, downgrade_to: to, daily_usd, monthly_usd } = budgets;
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (at !== undefined && to === undefined) issue("downgrade_at", "needs `downgrade_to`\nName the cheaper model.");
    if (to !== undefined && at === undefined)
      issue("downgrade_to", "needs `downgrade_at`\nSay from how many per cent on.");
    if (daily_usd === undefined && monthly_usd === undefined)
      issue("warn_at", "is a share of nothing\nAdd `daily_usd` or `monthly_usd`, or remove `budgets`.");
  })
  .describe("What the client's agents may cost together, per day and month (docs/budgets.md).");
export type Budgets = z.output<typeof Budgets>;
