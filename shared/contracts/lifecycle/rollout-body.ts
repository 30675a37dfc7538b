import { z } from "zod";
import type { RolloutPlan } from "../../events/running/rollouts.ts";

export const usualPercents = [5, 25, 50, 100];

/** The stages of a rollout, as a request says them. */
export const RolloutBody = z.strictObject({
  percents: z
    .array(z.number().positive().max(100))
    .min(1)
    .max(10)
    .refine(grows, "Give growing shares that end with 100, such as [5, 25, 50, 100].")
    .default(usualPercents)
    .describe("The share of customers in each stage, growing. The last is 100."),
  min_minutes: z
    .number()
    .min(0.05)
    .max(60 * 24 * 30)
    .default(60)
    .describe("How long a stage lasts at least."),
  min_conversations: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(50)
    .describe("Conversations with the new version that a stage needs at least. Without traffic nothing moves."),
});

export function rolloutPlan(body: z.infer<typeof RolloutBody>): RolloutPlan {
  const { percents, min_minutes: minMinutes, min_conversations: minExposures } = body;
  return { shares: percents.map((percent) => percent / 100), minMinutes, minExposures };
}

function grows(percents: readonly number[]): boolean {
  return percents.at(-1) === 100 && percents.every((each, index) => index === 0 || each > (percents[index - 1] ?? 0));
}
