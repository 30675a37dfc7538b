import { z } from "zod";
import type { GapIssue, GitHubPullRequestReported } from "../../../../shared/events/index.ts";

const Repository = z.object({ full_name: z.string().max(250) });
const Issue = z.object({
  id: z.number().int(),
  number: z.number().int(),
  html_url: z.string().max(500),
  state: z.string().optional(),
  state_reason: z.string().nullish(),
  updated_at: z.string(),
  body: z.string().nullish(),
});
type Issue = z.infer<typeof Issue>;

/** Only the fields used (docs.github.com/webhooks/webhook-events-and-payloads, "issues"). */
const IssuesEvent = z.object({
  action: z.string(),
  issue: Issue,
  repository: Repository,
  changes: z.object({ new_issue: Issue.optional(), new_repository: Repository.optional() }).nullish(),
});

/** What happened to an issue. */
export interface IssueReport {
  /** The issue as it is found: before a transfer. */
  readonly found: Pick<Issue, "id" | "body">;
  readonly issue: GapIssue;
}

const followed = new Set(["opened", "closed", "reopened", "deleted", "transferred"]);

/** Reads an `issues` event. Undefined for what changes no state: edits, labels, assignments. */
export function readIssuesEvent(given: unknown): IssueReport | undefined {
  const event = IssuesEvent.safeParse(given).data;
  if (!event || !followed.has(event.action)) return undefined;
  const { action, issue: found, repository, changes } = event;
  const moved = action === "transferred" ? changes : undefined;
  const issue = moved?.new_issue ?? found;
  const { id, number, html_url: url, updated_at: updatedAt } = issue;
  const at = { repository: (moved?.new_repository ?? repository).full_name, number, id, url, updatedAt };
  if (action === "deleted") return { found, issue: { ...at, state: "deleted", reason: null } };
  const isClosed = action === "closed" || (action === "transferred" && issue.state === "closed");
  const state = isClosed ? ("closed" as const) : ("open" as const);
  return { found, issue: { ...at, state, reason: isClosed ? (issue.state_reason ?? null) : null } };
}

const End = z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }).nullish() });
const PullRequestEvent = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.number().int(),
    state: z.string(),
    merged: z.boolean().nullish(),
    merge_commit_sha: z.string().nullish(),
    updated_at: z.string(),
    head: End,
    base: End,
  }),
  repository: Repository,
  sender: z.object({ login: z.string().max(100) }),
});

export interface PullRequestReport {
  readonly branch: string;
  readonly told: Omit<GitHubPullRequestReported, "configName">;
}

/** Reads a `pull_request` event. Undefined for those of forks, whose branches have any name, and for what is no change of state. */
export function readPullRequestEvent(given: unknown): PullRequestReport | undefined {
  const event = PullRequestEvent.safeParse(given).data;
  if (!event || !["closed", "reopened"].includes(event.action)) return undefined;
  const { pull_request: pull, repository, sender } = event;
  if (pull.head.repo?.full_name !== repository.full_name) return undefined;
  const state = pull.state !== "closed" ? "open" : pull.merged ? "merged" : "closed";
  const mergeCommit = state === "merged" ? (pull.merge_commit_sha ?? null) : null;
  const about = { repository: repository.full_name, number: pull.number, state, mergeCommit } as const;
  return { branch: pull.head.ref, told: { ...about, by: sender.login, updatedAt: pull.updated_at } };
}
