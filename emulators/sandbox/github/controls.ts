import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { type JsonObject, numberOf, objectOf, textOf } from "../../json.ts";
import type { ProviderContext, ProviderEnv } from "../provider.ts";
import { parseRepetition, postRepeatedly, postWebhook, type WebhookTarget } from "../webhook.ts";
import { githubAnswerMs, githubWebhook, issuesEvent, pullRequestEvent } from "./events.ts";
import { addThing, commitTo, filesAt, type Repositories, type Repository, setState, type Thing } from "./repository.ts";
import { issueShape, pullShape, repositoryShape } from "./shapes.ts";

export interface HookSettings {
  readonly url: string;
  readonly secret: string;
}

/** What a person does at GitHub, and the webhook that follows. */
export function webhookControls(
  context: ProviderContext & { readonly repositories: Repositories; readonly hook: () => HookSettings },
): Hono<ProviderEnv> {
  const { repositories } = context;
  const controls = new Hono<ProviderEnv>();
  const running = new AbortController();

  controls.post("/act", async (c) => {
    const given = objectOf(c.var.request.body);
    const repository = repositories.of(textOf(given.repository));
    const thing = repository.things.find(({ number }) => number === given.number);
    const repetition = parseRepetition(given);
    if (!thing) return reply(refused(`There is no number ${String(given.number)} in ${repository.name}.`));
    if (typeof repetition === "string") return reply(refused(repetition));
    const done = act(repository, thing, given);
    if (done === undefined) return reply(refused(`A person cannot ${String(given.action)} it.`));
    const hook = context.hook();
    if (hook.url === "" || given.silent === true)
      return reply({ status: 200, body: { posted: [], payload: done.payload } });
    const webhook = githubWebhook({ ...hook, event: done.event }, done.payload, textOf(given.delivery) || randomUUID());
    const post = (target: WebhookTarget) => postWebhook(target, githubAnswerMs, running.signal);
    const posting = postRepeatedly([webhook], repetition, post);
    context.goesOn(posting);
    const posted = (await posting).map(({ status }) => status);
    return reply({ status: 200, body: { posted, payload: done.payload } });
  });
  controls.get("/issues", () => reply(listOf((thing) => thing.pull === null)));
  controls.get("/pulls", () => reply(listOf((thing) => thing.pull !== null)));
  controls.get("/files", (c) => {
    const { query } = c.var.request;
    const files = filesAt(repositories.of(query.get("repository") ?? ""), query.get("ref") ?? "main");
    return reply({ status: 200, body: Object.fromEntries(files ?? []) });
  });
  /** A person's commit: `{repository, branch, path, content}`. */
  controls.post("/files", (c) => {
    const { repository: name, branch, path, content } = objectOf(c.var.request.body);
    const repository = repositories.of(textOf(name));
    const files = filesAt(repository, textOf(branch)) ?? new Map<string, string>();
    const sha = commitTo(repository, textOf(branch), new Map([...files, [textOf(path), textOf(content)]]));
    return reply({ status: 201, body: { sha } });
  });
  return controls;

  function act(repository: Repository, thing: Thing, given: JsonObject) {
    const now = context.now();
    const { pull } = thing;
    const event = pull ? "pull_request" : "issues";
    const told = (action: string, more: JsonObject = {}) => ({
      event,
      payload: pull ? pullRequestEvent(action, repository, thing) : issuesEvent(action, repository, thing, more),
    });
    switch (given.action) {
      case "close":
        setState(thing, "closed", given.reason === "not_planned" ? "not_planned" : "completed", now);
        return told("closed");
      case "reopen":
        setState(thing, "open", null, now);
        return told("reopened");
      case "edit":
        if (typeof given.body === "string") thing.body = given.body;
        if (Array.isArray(given.labels)) thing.labels = given.labels.map(String);
        thing.updatedAt = now;
        return told("edited", { changes: {} });
      case "merge":
        if (!pull) return undefined;
        pull.merged = true;
        pull.mergeCommit = commitTo(repository, pull.base, filesAt(repository, pull.head) ?? new Map());
        setState(thing, "closed", null, now);
        return told("closed");
      case "delete":
        remove(repository, thing);
        repository.deleted.add(thing.number);
        return told("deleted");
      case "transfer":
        return transfer(repository, thing, numberOf(given.number, 0), textOf(given.to));
      default:
        return undefined;
    }
  }

  function transfer(repository: Repository, thing: Thing, number: number, to: string) {
    const there = repositories.of(to);
    const { title, body } = thing;
    const id = repositories.nextId();
    const moved = addThing(there, { id, title, body, labels: [], pull: null, now: context.now() });
    remove(repository, thing);
    repository.moved.set(number, { repository: to, number: moved.number });
    const changes = { new_issue: issueShape(there, moved), new_repository: repositoryShape(there) };
    return { event: "issues", payload: issuesEvent("transferred", repository, thing, { changes }) };
  }

  function listOf(wanted: (thing: Thing) => boolean): Answer {
    const body = repositories.all().flatMap((repository) =>
      repository.things.filter(wanted).map((thing) => ({
        repository: repository.name,
        issue: thing.pull ? pullShape(repository, thing, thing.pull) : issueShape(repository, thing),
      })),
    );
    return { status: 200, body };
  }
}

function remove(repository: Repository, thing: Thing): void {
  repository.things.splice(repository.things.indexOf(thing), 1);
}

function refused(message: string): Answer {
  return { status: 400, body: { error: { status: 400, message } } };
}
