import { z } from "zod";
import { eventType } from "../event-type.ts";

export const GapKind = z.literal(["tool", "integration"]);

/** An issue at GitHub, as of `updatedAt`, which is GitHub's time of it. */
export const GapIssue = z.object({
  /** OWNER/NAME. */
  repository: z.string(),
  number: z.number().int(),
  /** Unlike the number, no two repositories share it. */
  id: z.number().int(),
  url: z.string(),
  state: z.literal(["open", "closed", "deleted"]),
  /** Why it was closed, such as `completed`. Null: it is open, or nobody said. */
  reason: z.string().nullable(),
  updatedAt: z.string(),
});
export type GapIssue = z.infer<typeof GapIssue>;

/** A run's requirements need what the product does not have. */
export const automationGapsFound = eventType("automation-gaps-found", z.object({ runId: z.string() }));

/** A tenant's run named a gap. An event of the platform: the gap is every tenant's. */
export const automationGapNamed = eventType(
  "automation-gap-named",
  z.object({
    gapId: z.string(),
    kind: GapKind,
    /** It names no tenant. */
    name: z.string(),
    tenantId: z.string(),
    requirementsId: z.string(),
    runId: z.string(),
    at: z.string(),
  }),
);
export type AutomationGapNamed = z.infer<typeof automationGapNamed.schema>;

/** Time to open the issue of a gap, or to bring it up to date. */
export const automationGapSyncDue = eventType("automation-gap-sync-due", z.object({ gapId: z.string() }));

/** GitHub told of the issue of a gap. */
export const gitHubIssueReported = eventType(
  "github-issue-reported",
  z.object({
    gapId: z.string(),
    /** The issue's id until then: a transferred issue gets another. */
    formerId: z.number().int(),
    issue: GapIssue,
  }),
);
export type GitHubIssueReported = z.infer<typeof gitHubIssueReported.schema>;

/** The product has what a run's requirements need: its issue was closed as completed. */
export const automationGapFinished = eventType(
  "automation-gap-finished",
  z.object({ runId: z.string(), gapId: z.string(), url: z.string(), at: z.string() }),
);

/** The checks of a run have ended, and it may be activated. */
export const automationChecked = eventType(
  "automation-checked",
  z.object({ runId: z.string(), configName: z.string() }),
);

/** GitHub told of the pull request of a configuration. */
export const gitHubPullRequestReported = eventType(
  "github-pull-request-reported",
  z.object({
    configName: z.string(),
    /** OWNER/NAME. */
    repository: z.string(),
    number: z.number().int(),
    state: z.literal(["open", "merged", "closed"]),
    /** The commit on the main branch; null unless merged. */
    mergeCommit: z.string().nullable(),
    /** Who merged or closed it: a login at GitHub. */
    by: z.string(),
    updatedAt: z.string(),
  }),
);
export type GitHubPullRequestReported = z.infer<typeof gitHubPullRequestReported.schema>;
