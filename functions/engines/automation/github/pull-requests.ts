import { createHash } from "node:crypto";
import { z } from "zod";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { GitHubRepository } from "./client.ts";

/** Only the fields used (docs.github.com/rest/pulls and /repos/contents). */
const PullRequest = z.object({ number: z.number().int(), html_url: z.string().max(500), updated_at: z.string() });
const FileAtGitHub = z.object({ sha: z.string(), content: z.string(), encoding: z.literal("base64") });

export interface WantedPullRequest {
  readonly branch: string;
  readonly path: string;
  readonly content: string;
  readonly title: string;
  readonly body: string;
  /** Git's name of what we wrote there last; null before. */
  readonly writtenSha: string | null;
}

export type MadePullRequest =
  | {
      readonly made: "open";
      readonly number: number;
      readonly url: string;
      readonly updatedAt: string;
      readonly fileSha: string;
    }
  /** The main branch has the very text already. */
  | { readonly made: "nothing-to-change" }
  | { readonly made: "edited-by-hand"; readonly url: string };

/**
 * Opens the pull request of a branch, or brings the open one up to date. Each part looks before it acts, so that a repeat
 * finds what was done. Somebody's edit on the branch is never overwritten.
 */
export async function makePullRequest(
  repository: GitHubRepository,
  wanted: WantedPullRequest,
): Promise<MadePullRequest> {
  const { owner, repo, call } = repository;
  const { branch, path, content, title, body } = wanted;
  const { data: about } = await call((octokit) => octokit.request("GET /repos/{owner}/{repo}", { owner, repo }));
  if (!about.private)
    throw new TerminalError(
      "github-repository-public",
      `${owner}/${repo} is public. Configurations tell how clients work: make the repository private.`,
    );
  const main = about.default_branch;
  if ((await readFileAt(repository, path, main))?.content === content) return { made: "nothing-to-change" };
  const open = await openPullRequestOf(repository, branch);
  if (open === undefined) await startBranch(repository, branch, main);
  const before = await readFileAt(repository, path, branch);
  const isOurs = wanted.writtenSha === null || before === undefined || before.sha === wanted.writtenSha;
  if (open && !isOurs && before.content !== content) return { made: "edited-by-hand", url: open.html_url };
  if (before?.content !== content)
    await call((octokit) =>
      octokit.request("PUT /repos/{owner}/{repo}/contents/{path}", {
        owner,
        repo,
        path,
        branch,
        message: title,
        content: Buffer.from(content, "utf8").toString("base64"),
        ...(before ? { sha: before.sha } : {}),
      }),
    );
  const { data } = open
    ? await call((octokit) =>
        octokit.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
          owner,
          repo,
          pull_number: open.number,
          title,
          body,
        }),
      )
    : await call((octokit) =>
        octokit.request("POST /repos/{owner}/{repo}/pulls", { owner, repo, head: branch, base: main, title, body }),
      );
  const { number, html_url: url, updated_at: updatedAt } = PullRequest.parse(data);
  return { made: "open", number, url, updatedAt, fileSha: blobShaOf(content) };
}

/** A file at a branch or commit. Undefined: there is none. */
export async function readFileAt(
  { owner, repo, call }: GitHubRepository,
  path: string,
  ref: string,
): Promise<{ readonly sha: string; readonly content: string } | undefined> {
  const found = await call(
    async (octokit): Promise<unknown> =>
      (await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", { owner, repo, path, ref })).data,
    (status) => (status === 404 ? null : undefined),
  );
  if (found === null) return undefined;
  const { sha, content } = FileAtGitHub.parse(found);
  return { sha, content: Buffer.from(content, "base64").toString("utf8") };
}

async function openPullRequestOf({ owner, repo, call }: GitHubRepository, branch: string) {
  const { data } = await call((octokit) =>
    octokit.request("GET /repos/{owner}/{repo}/pulls", { owner, repo, state: "open", head: `${owner}:${branch}` }),
  );
  return z.array(PullRequest).parse(data)[0];
}

/** The branch at the main branch's newest commit. One that an earlier pull request left is moved there. */
async function startBranch({ owner, repo, call }: GitHubRepository, branch: string, main: string): Promise<void> {
  const { data } = await call((octokit) =>
    octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { owner, repo, ref: `heads/${main}` }),
  );
  const { sha } = data.object;
  const made = await call(
    async (octokit) =>
      (await octokit.request("POST /repos/{owner}/{repo}/git/refs", { owner, repo, ref: `refs/heads/${branch}`, sha }))
        .status,
    (status) => (status === 422 ? status : undefined),
  );
  if (made === 422)
    await call((octokit) =>
      octokit.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
        owner,
        repo,
        ref: `heads/${branch}`,
        sha,
        force: true,
      }),
    );
}

/** As git names a file's content. */
function blobShaOf(content: string): string {
  const bytes = Buffer.from(content, "utf8");
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
