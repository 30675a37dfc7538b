import { createHash } from "node:crypto";

/** A pull request's own part of an issue. */
export interface Pull {
  readonly head: string;
  readonly base: string;
  merged: boolean;
  mergeCommit: string | null;
}

/** An issue, or a pull request: at GitHub every pull request is an issue too. */
export interface Thing {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  labels: string[];
  state: "open" | "closed";
  stateReason: "completed" | "not_planned" | "reopened" | "duplicate" | null;
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  readonly pull: Pull | null;
}

/** A commit: the whole tree, from path to content. */
interface Commit {
  readonly files: ReadonlyMap<string, string>;
}

export interface Repository {
  readonly id: number;
  readonly name: string;
  isPrivate: boolean;
  readonly things: Thing[];
  /** The numbers of deleted issues. */
  readonly deleted: Set<number>;
  /** Where a transferred issue is now, by its old number. */
  readonly moved: Map<number, { readonly repository: string; readonly number: number }>;
  readonly labels: Set<string>;
  readonly commits: Map<string, Commit>;
  /** From branch to commit. */
  readonly branches: Map<string, string>;
}

export const defaultBranch = "main";

/** Repositories of OWNER/NAME, which exist as soon as somebody names them. */
export function repositories() {
  const all = new Map<string, Repository>();
  let ids = 1_000;

  return {
    all: () => [...all.values()],
    of(name: string): Repository {
      const known = all.get(name);
      if (known) return known;
      const id = ids++;
      const made: Repository = {
        id,
        name,
        isPrivate: true,
        things: [],
        deleted: new Set(),
        moved: new Map(),
        labels: new Set(["bug", "enhancement"]),
        commits: new Map(),
        branches: new Map(),
      };
      commitTo(made, defaultBranch, new Map([["README.md", `# ${name}\n`]]));
      all.set(name, made);
      return made;
    },
    nextId: () => ids++,
    clear: () => all.clear(),
  };
}

export type Repositories = ReturnType<typeof repositories>;

/** Puts a commit with these files on a branch, and returns its digest. */
export function commitTo(repository: Repository, branch: string, files: ReadonlyMap<string, string>): string {
  const parent = repository.branches.get(branch) ?? "";
  const sha = digest(`commit ${parent} ${repository.commits.size} ${JSON.stringify([...files])}`);
  repository.commits.set(sha, { files });
  repository.branches.set(branch, sha);
  return sha;
}

export function filesAt(repository: Repository, ref: string): ReadonlyMap<string, string> | undefined {
  return repository.commits.get(repository.branches.get(ref) ?? ref)?.files;
}

/** As git names a file's content. */
export function blobSha(content: string): string {
  const bytes = Buffer.from(content, "utf8");
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

function digest(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

export function addThing(
  repository: Repository,
  given: Pick<Thing, "id" | "title" | "body" | "labels" | "pull"> & { readonly now: Date },
): Thing {
  const { now, ...own } = given;
  const number = Math.max(0, ...repository.things.map((each) => each.number), ...repository.deleted) + 1;
  const thing: Thing = {
    ...own,
    number,
    state: "open",
    stateReason: null,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
  };
  repository.things.push(thing);
  return thing;
}

export function setState(thing: Thing, state: Thing["state"], reason: Thing["stateReason"], now: Date): void {
  thing.updatedAt = now;
  if (thing.state === state && thing.stateReason === reason) return;
  thing.state = state;
  thing.stateReason = state === "closed" ? (reason ?? "completed") : "reopened";
  thing.closedAt = state === "closed" ? now : null;
}
