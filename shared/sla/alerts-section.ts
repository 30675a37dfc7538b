import { z } from "zod";
import { SecretReference } from "../security/secrets/secret-reference.ts";

export const SlaAlerts = z
  .strictObject({
    email: z
      .array(z.email())
      .max(20)
      .default([])
      .describe("Who gets a mail. It comes from the agency's SendGrid account."),
    slack: SecretReference.optional().describe("The secret with the address of an incoming webhook of Slack."),
    pagerduty: SecretReference.optional().describe("The secret with the integration key of PagerDuty's Events API v2."),
    objective: z
      .number()
      .min(50)
      .max(99.999)
      .default(99.9)
      .describe("The availability, in percent, whose budget of errors the burn rates are counted against."),
    minimum_events: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .default(20)
      .describe("With fewer turns than this in a window, the share of errors raises no alert."),
  })
  .describe("Who hears about incidents, and when.");
