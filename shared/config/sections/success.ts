import { z } from "zod";
import { SecretReference } from "../../security/secrets/secret-reference.ts";

export const SuccessSection = z
  .strictObject({
    email: z
      .array(z.email())
      .max(20)
      .default([])
      .describe("Who gets a mail when a task is opened or closes itself. It comes from the agency's SendGrid account."),
    slack: SecretReference.optional().describe("The secret with the address of an incoming webhook of Slack."),
  })
  .describe("Who hears about the tasks of customer success (docs/success.md).");
