import { z } from "zod";
import { SecretReference } from "../security/secret-reference.ts";

/** An analytics service, such as Google Analytics (specification 3.4). */
export const analytics = {
  kind: "analytics",
  config: z.strictObject({
    measurement_id: z.string().min(1),
    api_secret: SecretReference.optional(),
  }),
} as const;
