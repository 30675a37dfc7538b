import { z } from "zod";
import { SecretReference } from "../security/secret-reference.ts";

/** A payment provider, such as Razorpay (specification 3.4). */
export const payment = {
  kind: "payment",
  config: z.strictObject({
    api_key: SecretReference,
    secret_key: SecretReference.optional(),
    webhook_secret: SecretReference.optional(),
    webhook_url: z.url().optional(),
  }),
} as const;
