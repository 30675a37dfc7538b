import { z } from "zod";
import { ShortText } from "../../schema/scalars.ts";

export const QualitySection = z
  .strictObject({
    sample_percent: z
      .number()
      .min(0)
      .max(100)
      .default(10)
      .describe(
        "The share of finished conversations that are evaluated. Those with an escalation, a low rating or a finding of the guard always are.",
      ),
    judge: z
      .strictObject({
        enabled: z
          .boolean()
          .default(false)
          .describe(
            "True lets a model rate the conversations that the checks leave open. It is asked with the conversation's words.",
          ),
        model: ShortText.optional().describe(
          "The model that rates. Default: agent.model.fallback, or else the primary.",
        ),
        daily_tokens: z
          .number()
          .int()
          .min(1_000)
          .max(100_000_000)
          .default(200_000)
          .describe("Tokens that ratings may cost in a day. Afterwards the checks decide alone."),
      })
      .prefault({})
      .describe("A model that rates what the checks leave open."),
    criteria: z
      .array(ShortText.max(300))
      .max(10)
      .default([])
      .describe("What the judge looks for besides the general rubric, a sentence each."),
  })
  .describe("How finished conversations are evaluated (docs/quality.md).");
