import { z } from "zod";
import { SecretReference } from "../security/secret-reference.ts";

/** An analytics service, such as Google Analytics (specification 3.4). */
export const analytics = {
  kind: "analytics",
  config: z.strictObject({
    measurement_id: z.string().min(1).describe("The id of the property. So far unused."),
    api_secret: SecretReference.optional().describe("Its key. So far unused."),
  }),
} as const;
