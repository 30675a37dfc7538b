import { z } from "zod";
import { SecretReference } from "../security/secrets/secret-reference.ts";

/** Google Analytics (specification 3.4). */
export const analytics = {
  kind: "analytics",
  config: z.strictObject({
    measurement_id: z
      .string()
      .min(1)
      .describe("The id of the web data stream, such as G-AB12CD34EF, or a secret with it."),
    api_secret: SecretReference.optional().describe(
      "The stream's Measurement Protocol secret. Without it nothing is reported.",
    ),
    consent: z
      .literal(["needed", "not_needed"])
      .default("not_needed")
      .describe(
        "not_needed: all conversations are reported, but those of customers who refused data_collection. needed: only those of customers who agreed to it.",
      ),
  }),
} as const;

export type AnalyticsConfig = z.output<typeof analytics.config>;
