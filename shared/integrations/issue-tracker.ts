import { z } from "zod";
import { SecretReference } from "../security/secrets/secret-reference.ts";

/** Where issues about the client's software are kept: GitHub. */
export const issueTracker = {
  kind: "issue_tracker",
  config: z.strictObject({
    api_key: SecretReference.describe("A token that may read and write issues of the repository."),
    repository: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/, "must be OWNER/NAME, such as acme/website")
      .describe("The repository: OWNER/NAME."),
    labels: z.array(z.string().min(1).max(50)).max(20).default([]).describe("Labels of the issues that are opened."),
  }),
} as const;

export type IssueTrackerConfig = z.output<typeof issueTracker.config>;
