import { createHash } from "node:crypto";
import { z } from "zod";
import type { GapIssue } from "../../../../shared/events/lifecycle/automation-github.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import type { Gap } from "../gaps/gap.ts";
import type { GitHubRepository } from "./client.ts";

/** Only the fields used (docs.github.com/rest/issues). */
export const IssueAtGitHub = z.object({
  id: z.number().int(),
  number: z.number().int(),
  html_url: z.string().max(500),
  state: z.string(),
  state_reason: z.string().nullish(),
  updated_at: z.string(),
  body: z.string().nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().optional() })])).default([]),
  pull_request: z.unknown().optional(),
});
export type IssueAtGitHub = z.infer<typeof IssueAtGitHub>;

/** Common to all these issues. */
const commonLabel = "missing-tool";
const pageSize = 100;
/** Issues without our label are looked for among the newest of this many pages. */
const maxPages = 5;

/** Stands in the issue's text, where people see nothing of it. */
export function markerOf(gapId: string): string {
  return `<!-- agent-platform gap ${gapId} -->`;
}

/** The gap that a text claims to be about. Anybody may write so: compare the issue's id. */
export function gapInText(text: string | null | undefined): string | undefined {
  return /<!-- agent-platform gap ([\w-]{1,100}) -->/.exec(text ?? "")?.[1];
}

export function labelOf(gapId: string): string {
  return `gap-${createHash("sha256").update(gapId).digest("hex").slice(0, 8)}`;
}

export function gapIssueOf(repository: string, issue: Omit<IssueAtGitHub, "labels" | "body">): GapIssue {
  const { id, number, html_url: url, state, state_reason: reason, updated_at: updatedAt } = issue;
  return {
    repository,
    number,
    id,
    url,
    updatedAt,
    ...(state === "closed" ? { state, reason: reason ?? null } : { state: "open" as const, reason: null }),
  };
}

type GapText = Pick<Gap, "id" | "kind" | "name" | "firstNamedAt">;

/**
 * The issue of a gap, if there is one. Lists are current, while GitHub's search knows nothing of the last ten seconds. An
 * issue that lost its label is found by its marker among the newest.
 */
export async function findGapIssue(
  repository: GitHubRepository,
  gap: Pick<GapText, "id" | "firstNamedAt">,
): Promise<IssueAtGitHub | undefined> {
  const labelled = await listIssues(repository, { labels: labelOf(gap.id) });
  return oldestOf(labelled, gap.id) ?? oldestOf(await listIssues(repository, { since: gap.firstNamedAt }), gap.id);
}

function oldestOf(issues: readonly IssueAtGitHub[], gapId: string): IssueAtGitHub | undefined {
  const own = issues.filter(({ body, pull_request }) => pull_request === undefined && gapInText(body) === gapId);
  return own.toSorted((one, other) => one.number - other.number)[0];
}

/** `since`: changed at that time or later. Pull requests are among them. */
async function listIssues(
  { owner, repo, call }: GitHubRepository,
  wanted: { readonly labels?: string; readonly since?: string },
): Promise<readonly IssueAtGitHub[]> {
  const found: IssueAtGitHub[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const { data } = await call((octokit) =>
      octokit.request("GET /repos/{owner}/{repo}/issues", {
        owner,
        repo,
        state: "all",
        sort: "created",
        direction: "desc",
        per_page: pageSize,
        page,
        ...wanted,
      }),
    );
    found.push(...z.array(IssueAtGitHub).parse(data));
    if (data.length < pageSize) break;
  }
  return found;
}

/** Opens the issue. @throws Error where nobody knows whether it was opened: look for it before it is repeated */
export async function createGapIssue(
  { owner, repo, call }: GitHubRepository,
  gap: GapText,
  demand: number,
): Promise<IssueAtGitHub> {
  const labels = [commonLabel, labelOf(gap.id)];
  for (const name of labels)
    await call(
      async (octokit) => (await octokit.request("POST /repos/{owner}/{repo}/labels", { owner, repo, name })).status,
      // It exists already.
      (status) => (status === 422 ? status : undefined),
    );
  try {
    const { data } = await call((octokit) =>
      octokit.request("POST /repos/{owner}/{repo}/issues", {
        owner,
        repo,
        labels,
        title: titleOf(gap),
        body: bodyOf(gap, demand),
      }),
    );
    return IssueAtGitHub.parse(data);
  } catch (error) {
    if (error instanceof RetryableError && error.code === "github-unavailable")
      throw new Error("Whether the issue was opened is unknown.", { cause: error });
    throw error;
  }
}

/** Brings the number of tenants up to date. What people wrote around it stays. */
export async function updateDemand(
  { owner, repo, call }: GitHubRepository,
  issue: IssueAtGitHub,
  demand: number,
): Promise<IssueAtGitHub> {
  const body = (issue.body ?? "").replace(demandLine, shownDemand(demand));
  if (body === issue.body) return issue;
  const given = { owner, repo, issue_number: issue.number, body };
  const { data } = await call((octokit) => octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", given));
  return IssueAtGitHub.parse(data);
}

const demandLine = /<!-- demand -->[\s\S]{0,200}?<!-- \/demand -->/;

/** What an issue tells of the demand. Undefined: people removed it. */
export function demandIn({ body }: IssueAtGitHub): number | undefined {
  const told = /Needed by (\d+) client/.exec(demandLine.exec(body ?? "")?.[0] ?? "")?.[1];
  return told === undefined ? undefined : Number(told);
}

function shownDemand(demand: number): string {
  return `<!-- demand -->Needed by ${demand} ${demand === 1 ? "client" : "clients"}.<!-- /demand -->`;
}

/** A name has only small letters, digits and `_`, so that nothing in it is markup. */
function titleOf({ kind, name }: GapText): string {
  return `Missing ${kind}: ${name.replaceAll("_", " ")}`;
}

function bodyOf(gap: GapText, demand: number): string {
  return [
    `Requirements of clients need the ${gap.kind} \`${gap.name}\`, which the product does not have.`,
    shownDemand(demand),
    "Close this issue as completed when the product has it: the clients' configurations are then offered to be generated again. Close it as not planned when it will not come.",
    "Do not name a client here.",
    markerOf(gap.id),
  ].join("\n\n");
}

/** The issue as it is now. Undefined: it was deleted. */
export async function getIssue(
  { owner, repo, call }: GitHubRepository,
  number: number,
): Promise<IssueAtGitHub | undefined> {
  const found = await call(
    async (octokit): Promise<unknown> =>
      (await octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}", { owner, repo, issue_number: number }))
        .data,
    (status) => (status === 410 ? null : undefined),
  );
  return found === null ? undefined : IssueAtGitHub.parse(found);
}
