import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { type JsonObject, objectOf, textOf, textsOf } from "../../json.ts";
import type { ProviderEnv, ProviderRequest } from "../provider.ts";
import { goneIssue, notFound, validationFailed } from "./errors.ts";
import { addThing, type Repositories, type Repository, setState, type Thing } from "./repository.ts";
import { issueShape } from "./shapes.ts";

/** GitHub cuts nothing and refuses what is longer. */
const maxBody = 65_536;

export interface RouteContext {
  readonly repositories: Repositories;
  readonly now: () => Date;
  /** How much later the search finds what was made or changed. */
  readonly searchLagMs: () => number;
}

/** Issues, labels and search (docs.github.com/rest/issues). */
export function issueRoutes({ repositories, now, searchLagMs }: RouteContext): Hono<ProviderEnv> {
  const app = new Hono<ProviderEnv>();
  const named = (c: { req: { param(name: string): string | undefined } }) =>
    repositories.of(`${c.req.param("owner")}/${c.req.param("name")}`);

  app.get("/repos/:owner/:name/issues", (c) => {
    const repository = named(c);
    const { query } = c.var.request;
    const wanted = textsIn(query.get("labels"));
    const state = query.get("state") ?? "open";
    const found = repository.things
      .filter((thing) => state === "all" || thing.state === state)
      .filter(({ labels }) => wanted.every((label) => labels.includes(label)))
      .toReversed();
    return reply(
      page(
        c.var.request,
        found.map((thing) => issueShape(repository, thing)),
      ),
    );
  });
  app.post("/repos/:owner/:name/issues", (c) => reply(create(named(c), objectOf(c.var.request.body))));
  app.get("/repos/:owner/:name/issues/:number", (c) => {
    const repository = named(c);
    return reply(withThing(repository, Number(c.req.param("number")), (thing) => issueShape(repository, thing)));
  });
  app.patch("/repos/:owner/:name/issues/:number", (c) => {
    const repository = named(c);
    const given = objectOf(c.var.request.body);
    return reply(
      withThing(repository, Number(c.req.param("number")), (thing) => {
        edit(thing, given);
        return issueShape(repository, thing);
      }),
    );
  });
  app.post("/repos/:owner/:name/labels", (c) => {
    const repository = named(c);
    const name = textOf(objectOf(c.var.request.body).name);
    if (name === "") return reply(validationFailed("Label", "name", "missing_field"));
    if (repository.labels.has(name)) return reply(validationFailed("Label", "name", "already_exists"));
    repository.labels.add(name);
    return reply({ status: 201, body: { id: repository.labels.size, name, color: "ededed", default: false } });
  });
  app.get("/search/issues", (c) => {
    const before = now().getTime() - searchLagMs();
    const words = (c.var.request.query.get("q") ?? "").split(/\s+/).filter((word) => !word.includes(":"));
    const items = repositories.all().flatMap((repository) =>
      repository.things
        .filter(({ updatedAt }) => updatedAt.getTime() <= before)
        .filter(({ title, body }) => words.every((word) => `${title} ${body ?? ""}`.includes(word)))
        .map((thing) => issueShape(repository, thing)),
    );
    return reply({ status: 200, body: { total_count: items.length, incomplete_results: false, items } });
  });
  return app;

  function create(repository: Repository, given: JsonObject): Answer {
    const title = textOf(given.title);
    if (title === "") return validationFailed("Issue", "title", "missing_field");
    const body = textOf(given.body);
    if (body.length > maxBody)
      return validationFailed("Issue", "body", "custom", `body is too long (maximum is ${maxBody} characters)`);
    const labels = [...textsOf(given.labels)];
    for (const label of labels) repository.labels.add(label);
    const id = repositories.nextId();
    const thing = addThing(repository, { id, title, body: body || null, labels, pull: null, now: now() });
    return { status: 201, body: issueShape(repository, thing) };
  }

  function edit(thing: Thing, given: JsonObject): void {
    if (typeof given.title === "string") thing.title = given.title;
    if (typeof given.body === "string") thing.body = given.body;
    if (Array.isArray(given.labels)) thing.labels = [...textsOf(given.labels)];
    thing.updatedAt = now();
    const { state, state_reason: reason } = given;
    if (state === "open") setState(thing, "open", null, now());
    if (state === "closed") setState(thing, "closed", reason === "not_planned" ? reason : "completed", now());
  }

  /** A deleted issue is gone, and a transferred one is where it went. */
  function withThing(repository: Repository, number: number, work: (thing: Thing) => JsonObject): Answer {
    const thing = repository.things.find((each) => each.number === number);
    if (thing) return { status: 200, body: work(thing) };
    const moved = repository.moved.get(number);
    if (moved === undefined) return repository.deleted.has(number) ? goneIssue : notFound;
    const there = repositories.of(moved.repository);
    const found = there.things.find((each) => each.number === moved.number);
    return found ? { status: 200, body: issueShape(there, found) } : notFound;
  }
}

/** A page of a list, with the link to the next. */
export function page({ query, path }: ProviderRequest, items: readonly JsonObject[]): Answer {
  const size = Math.min(Number(query.get("per_page") ?? 30) || 30, 100);
  const number = Math.max(Number(query.get("page") ?? 1) || 1, 1);
  const next = new URLSearchParams(query);
  next.set("page", String(number + 1));
  const link = { link: `<https://api.github.com${path}?${next}>; rel="next"` };
  const more = items.length > number * size;
  return { status: 200, body: items.slice((number - 1) * size, number * size), ...(more ? { headers: link } : {}) };
}

function textsIn(list: string | null): readonly string[] {
  return (list ?? "").split(",").filter((text) => text !== "");
}
