import { z } from "zod";
import { SecretReference } from "../security/secrets/secret-reference.ts";

export const SlaBilling = z
  .strictObject({
    stripe_key: SecretReference.describe("The secret with the key of the Stripe account."),
    stripe_customer: z
      .string()
      .regex(/^cus_[A-Za-z0-9]{1,60}$/, "must be a customer's id at Stripe, such as cus_Q1a2B3c4D5e6F7")
      .describe("The client as a customer of the Stripe account."),
    meter: z
      .string()
      .regex(/^[a-z0-9_]{1,100}$/, "must be the event name of a meter: a-z, 0-9 and _")
      .optional()
      .describe("The event name of the meter that counts turns, a day at a time. Default: usage is not sent."),
  })
  .describe("Credits become credit notes on the month's invoice at Stripe, and usage becomes meter events.");
