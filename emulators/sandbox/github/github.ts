import { Hono } from "hono";
import { reply } from "../../http.ts";
import { numberOf, objectOf, textOf } from "../../json.ts";
import { sandboxGitHub } from "../credentials.ts";
import type { Provider, ProviderContext, ProviderEnv } from "../provider.ts";
import { access } from "./access.ts";
import { webhookControls } from "./controls.ts";
import { githubError, notFound, primaryLimit, secondaryLimit } from "./errors.ts";
import { issueRoutes } from "./issue-routes.ts";
import { pullRoutes } from "./pull-routes.ts";
import { repositories as openRepositories } from "./repository.ts";
import { repositoryShape } from "./shapes.ts";

const usual = {
  url: "",
  secret: sandboxGitHub.webhookSecret as string,
  searchLagMs: 10_000,
  /** Calls that create content within a minute, before the secondary limit. 0: any number. */
  creationsPerMinute: 0,
  retryAfterSeconds: 60,
  /** True: the hourly limit is used up. */
  limited: false,
  /** False: the app may read only. */
  writable: true,
};

/**
 * Emulates issues, labels, branches, files and pull requests of repositories (REST API 2022-11-28). Every repository of
 * OWNER/NAME exists, but those of the owner `nobody`. Accepts the sandbox's token, and the tokens of its app's
 * installation. Search finds a change ten seconds later, as GitHub's does; lists are current.
 *
 * Controls under /_sandbox/github: `POST /act {repository, number, action: close | reopen | edit | delete | transfer |
 * merge, reason?, to?, delivery?, silent?, times?, shuffle?, atOnce?}` does what a person does, and posts the webhook;
 * `POST /settings {url?, secret?, searchLagMs?, creationsPerMinute?, retryAfterSeconds?, limited?, writable?,
 * suspended?, revoke?, public?}`; `GET /issues`, `GET /pulls`, `GET /files?repository=&ref=`, `POST /files`.
 */
export function github(context: ProviderContext): Provider {
  const repositories = openRepositories();
  const now = () => context.now();
  let settings = usual;
  let created: number[] = [];
  let callers = access(now);
  const routes = { repositories, now, searchLagMs: () => settings.searchLagMs };

  /** The answer in place of the effect. Undefined: the call goes on. */
  function limit(method: string) {
    if (settings.limited) return primaryLimit(new Date(now().getTime() + 60_000));
    if (method === "GET") return undefined;
    if (!settings.writable) return githubError(403, "Resource not accessible by integration");
    if (method !== "POST" || settings.creationsPerMinute === 0) return undefined;
    const since = now().getTime() - 60_000;
    created = [...created.filter((at) => at > since), now().getTime()];
    return created.length > settings.creationsPerMinute ? secondaryLimit(403, settings.retryAfterSeconds) : undefined;
  }

  const app = new Hono<ProviderEnv>();
  app.post("/app/installations/:id/access_tokens", (c) =>
    reply(callers.issue(c.var.request.headers.authorization ?? "", c.req.param("id"))),
  );
  app.use("*", async (c, next) => {
    const { headers, method } = c.var.request;
    if (!headers["user-agent"]) return reply(githubError(403, "Request forbidden by administrative rules."));
    if (!callers.isKnown(headers.authorization ?? "")) return reply(githubError(401, "Bad credentials"));
    const refused = limit(method);
    return refused ? reply(refused) : next();
  });
  app.use("/repos/nobody/*", async () => reply(notFound));
  app.get("/repos/:owner/:name", (c) =>
    reply({ status: 200, body: repositoryShape(repositories.of(`${c.req.param("owner")}/${c.req.param("name")}`)) }),
  );
  app.route("/", issueRoutes(routes));
  app.route("/", pullRoutes(routes));
  app.all("*", () => reply(notFound));

  const controls = new Hono<ProviderEnv>();
  controls.post("/settings", (c) => {
    const given = objectOf(c.var.request.body);
    settings = {
      ...settings,
      ...(typeof given.url === "string" ? { url: given.url } : {}),
      ...(typeof given.secret === "string" ? { secret: given.secret } : {}),
      searchLagMs: numberOf(given.searchLagMs, settings.searchLagMs),
      creationsPerMinute: numberOf(given.creationsPerMinute, settings.creationsPerMinute),
      retryAfterSeconds: numberOf(given.retryAfterSeconds, settings.retryAfterSeconds),
      ...(typeof given.limited === "boolean" ? { limited: given.limited } : {}),
      ...(typeof given.writable === "boolean" ? { writable: given.writable } : {}),
    };
    if (typeof given.suspended === "boolean") callers.suspend(given.suspended);
    if (given.revoke === true) callers.revoke();
    if (textOf(given.public) !== "") repositories.of(textOf(given.public)).isPrivate = false;
    return reply({ status: 200, body: settings });
  });
  controls.route("/", webhookControls({ ...context, repositories, hook: () => settings }));

  return {
    name: "github",
    app,
    controls,
    failure: (status) =>
      (status === 403 || status === 429 ? secondaryLimit(status, 60) : githubError(status, "Server Error")).body,
    reset() {
      repositories.clear();
      callers = access(now);
      settings = usual;
      created = [];
    },
  };
}
