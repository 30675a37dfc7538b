import { z } from "zod";
import type { ReplayWish } from "../../events/lifecycle/automation.ts";

/** Most conversations of one replay. */
export const mostReplayed = 20;

/** How recent conversations are replayed, as a request says it. */
export const ReplayBody = z
  .strictObject({
    conversations: z
      .number()
      .int()
      .min(0)
      .max(mostReplayed)
      .default(mostReplayed)
      .describe("The most recent conversations to say again. 0: none."),
    max_usd: z
      .string()
      .regex(/^\d{1,4}(\.\d{1,6})?$/, "a decimal number of US dollars, such as 1 or 0.25")
      .default("1")
      .describe("US dollars that the answers of both versions may cost, by list prices."),
  })
  .prefault({})
  .describe("How recent conversations are replayed with the active and the new version.");

export function replayWish({ conversations, max_usd: maxUsd }: z.infer<typeof ReplayBody>): ReplayWish {
  return { conversations, maxUsd };
}
