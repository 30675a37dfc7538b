import type { JsonObject } from "../../json.ts";
import { defaultBranch, type Repository, type Thing } from "./repository.ts";

const api = "https://api.github.com";
const site = "https://github.com";

/** GitHub tells whole seconds. */
export function timeOf(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

function userShape(login: string, id: number): JsonObject {
  const url = `${api}/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId("U", id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${site}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: "User",
    site_admin: false,
  };
}

export const person = userShape("reviewer", 21_031_067);
const bot = { ...userShape("agency-app[bot]", 49_699_333), type: "Bot" };

export function repositoryShape({ id, name, isPrivate }: Repository): JsonObject {
  const [owner = "", short = ""] = name.split("/");
  return {
    id,
    node_id: nodeId("R", id),
    name: short,
    full_name: name,
    private: isPrivate,
    owner: userShape(owner, 6_752_317),
    html_url: `${site}/${name}`,
    description: null,
    fork: false,
    url: `${api}/repos/${name}`,
    default_branch: defaultBranch,
    has_issues: true,
    archived: false,
  };
}

function labelShape(repository: string, name: string): JsonObject {
  const url = `${api}/repos/${repository}/labels/${encodeURIComponent(name)}`;
  return { id: name.length, node_id: nodeId("LA", name.length), url, name, color: "ededed", default: false };
}

export function issueShape(repository: Repository, thing: Thing): JsonObject {
  const { number, id, pull } = thing;
  const url = `${api}/repos/${repository.name}/issues/${number}`;
  const pullUrl = `${api}/repos/${repository.name}/pulls/${number}`;
  const html_url = `${site}/${repository.name}/${pull ? "pull" : "issues"}/${number}`;
  return {
    url,
    repository_url: `${api}/repos/${repository.name}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url,
    id,
    node_id: nodeId("I", id),
    number,
    title: thing.title,
    user: bot,
    body: thing.body,
    labels: thing.labels.map((label) => labelShape(repository.name, label)),
    state: thing.state,
    state_reason: thing.stateReason,
    locked: false,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: 0,
    author_association: "NONE",
    created_at: timeOf(thing.createdAt),
    updated_at: timeOf(thing.updatedAt),
    closed_at: thing.closedAt && timeOf(thing.closedAt),
    reactions: { url: `${url}/reactions`, total_count: 0 },
    performed_via_github_app: null,
    draft: false,
    ...(pull ? { pull_request: { url: pullUrl, html_url, merged_at: null } } : {}),
  };
}

export function pullShape(repository: Repository, thing: Thing, pull: NonNullable<Thing["pull"]>): JsonObject {
  const { number, id } = thing;
  const url = `${api}/repos/${repository.name}/pulls/${number}`;
  const end = (ref: string) => ({
    label: `${repository.name.split("/")[0]}:${ref}`,
    ref,
    sha: repository.branches.get(ref) ?? "0".repeat(40),
    repo: repositoryShape(repository),
    user: person,
  });
  const closed = thing.closedAt && timeOf(thing.closedAt);
  return {
    url,
    id,
    node_id: nodeId("PR", id),
    html_url: `${site}/${repository.name}/pull/${number}`,
    issue_url: `${api}/repos/${repository.name}/issues/${number}`,
    number,
    state: thing.state,
    locked: false,
    title: thing.title,
    user: bot,
    body: thing.body,
    created_at: timeOf(thing.createdAt),
    updated_at: timeOf(thing.updatedAt),
    closed_at: closed,
    merged_at: pull.merged ? closed : null,
    merge_commit_sha: pull.mergeCommit,
    draft: false,
    head: end(pull.head),
    base: end(pull.base),
    merged: pull.merged,
    merged_by: pull.merged ? person : null,
    mergeable: null,
    labels: [],
  };
}

function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(`sandbox ${id}`).toString("base64url")}`;
}
