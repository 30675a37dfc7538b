import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { type JsonObject, objectOf, textOf } from "../../json.ts";
import type { ProviderEnv } from "../provider.ts";
import { githubError, notFound, validationFailed } from "./errors.ts";
import { page, type RouteContext } from "./issue-routes.ts";
import { addThing, blobSha, commitTo, defaultBranch, filesAt, type Repository, setState } from "./repository.ts";
import { pullShape } from "./shapes.ts";

/** Branches, file contents and pull requests (docs.github.com/rest/git, /repos/contents and /pulls). */
export function pullRoutes({ repositories, now }: RouteContext): Hono<ProviderEnv> {
  const app = new Hono<ProviderEnv>();
  const named = (c: { req: { param(name: string): string | undefined } }) =>
    repositories.of(`${c.req.param("owner")}/${c.req.param("name")}`);

  app.get("/repos/:owner/:name/git/ref/:ref{.+}", (c) => {
    const branch = branchIn(c.req.param("ref"));
    const sha = named(c).branches.get(branch);
    return reply(sha === undefined ? notFound : { status: 200, body: refShape(branch, sha) });
  });
  app.post("/repos/:owner/:name/git/refs", (c) => {
    const repository = named(c);
    const { ref, sha } = objectOf(c.var.request.body);
    const branch = textOf(ref).replace(/^refs\/heads\//, "");
    if (repository.branches.has(branch)) return reply(githubError(422, "Reference already exists"));
    if (!repository.commits.has(textOf(sha))) return reply(githubError(422, "Object does not exist"));
    repository.branches.set(branch, textOf(sha));
    return reply({ status: 201, body: refShape(branch, textOf(sha)) });
  });
  app.patch("/repos/:owner/:name/git/refs/:ref{.+}", (c) => {
    const repository = named(c);
    const { sha } = objectOf(c.var.request.body);
    const branch = branchIn(c.req.param("ref"));
    if (!repository.branches.has(branch)) return reply(githubError(422, "Reference does not exist"));
    repository.branches.set(branch, textOf(sha));
    return reply({ status: 200, body: refShape(branch, textOf(sha)) });
  });
  app.get("/repos/:owner/:name/contents/:path{.+}", (c) => {
    const ref = c.var.request.query.get("ref") ?? defaultBranch;
    const path = c.req.param("path");
    const content = filesAt(named(c), ref)?.get(path);
    return reply(content === undefined ? notFound : { status: 200, body: fileShape(path, content) });
  });
  app.put("/repos/:owner/:name/contents/:path{.+}", (c) =>
    reply(write(named(c), c.req.param("path"), objectOf(c.var.request.body))),
  );
  app.get("/repos/:owner/:name/pulls", (c) => {
    const repository = named(c);
    const { query } = c.var.request;
    const [state, head] = [query.get("state") ?? "open", query.get("head")?.replace(/^[^:]*:/, "")];
    const found = repository.things.flatMap((thing) => {
      const { pull } = thing;
      const wanted = pull && (state === "all" || thing.state === state) && (!head || pull.head === head);
      return wanted ? [pullShape(repository, thing, pull)] : [];
    });
    return reply(page(c.var.request, found.toReversed()));
  });
  app.post("/repos/:owner/:name/pulls", (c) => reply(open(named(c), objectOf(c.var.request.body))));
  app.get("/repos/:owner/:name/pulls/:number", (c) => reply(change(named(c), Number(c.req.param("number")), {})));
  app.patch("/repos/:owner/:name/pulls/:number", (c) =>
    reply(change(named(c), Number(c.req.param("number")), objectOf(c.var.request.body))),
  );
  return app;

  function write(repository: Repository, path: string, given: JsonObject): Answer {
    const branch = textOf(given.branch) || defaultBranch;
    const files = filesAt(repository, branch);
    if (files === undefined) return githubError(404, `Branch ${branch} not found`);
    const before = files.get(path);
    if (before !== undefined && given.sha === undefined)
      return githubError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
    if (before !== undefined && given.sha !== blobSha(before))
      return githubError(409, `${path} does not match ${textOf(given.sha)}`);
    const content = Buffer.from(textOf(given.content), "base64").toString("utf8");
    const sha = commitTo(repository, branch, new Map([...files, [path, content]]));
    const status = before === undefined ? 201 : 200;
    return { status, body: { content: fileShape(path, content), commit: { sha, message: given.message } } };
  }

  function open(repository: Repository, given: JsonObject): Answer {
    const [head, base] = [textOf(given.head).replace(/^[^:]*:/, ""), textOf(given.base)];
    if (!repository.branches.has(head)) return validationFailed("PullRequest", "head", "invalid");
    if (!repository.branches.has(base)) return validationFailed("PullRequest", "base", "invalid");
    if (repository.things.some(({ pull, state }) => pull?.head === head && state === "open")) {
      const message = `A pull request already exists for ${repository.name.split("/")[0]}:${head}.`;
      return validationFailed("PullRequest", "head", "custom", message);
    }
    if (repository.branches.get(head) === repository.branches.get(base))
      return validationFailed("PullRequest", "base", "custom", `No commits between ${base} and ${head}`);
    const pull = { head, base, merged: false, mergeCommit: null };
    const text = { title: textOf(given.title), body: textOf(given.body) || null };
    const thing = addThing(repository, { id: repositories.nextId(), ...text, labels: [], pull, now: now() });
    return { status: 201, body: pullShape(repository, thing, pull) };
  }

  function change(repository: Repository, number: number, given: JsonObject): Answer {
    const thing = repository.things.find((each) => each.number === number);
    if (!thing?.pull) return notFound;
    if (typeof given.title === "string") thing.title = given.title;
    if (typeof given.body === "string") thing.body = given.body;
    if (given.state === "open" || given.state === "closed") setState(thing, given.state, null, now());
    if (Object.keys(given).length > 0) thing.updatedAt = now();
    return { status: 200, body: pullShape(repository, thing, thing.pull) };
  }
}

/** Octokit writes a slash as `%2F`, which GitHub reads as one. */
function branchIn(ref: string): string {
  return ref.replace(/^heads\//, "");
}

function refShape(branch: string, sha: string): JsonObject {
  return { ref: `refs/heads/${branch}`, node_id: `REF_${sha}`, object: { type: "commit", sha } };
}

function fileShape(path: string, content: string): JsonObject {
  const encoded = Buffer.from(content, "utf8").toString("base64").replace(/.{60}/g, "$&\n");
  const size = Buffer.byteLength(content);
  return {
    type: "file",
    encoding: "base64",
    size,
    name: path.split("/").at(-1),
    path,
    content: encoded,
    sha: blobSha(content),
  };
}
