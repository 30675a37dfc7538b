import { Hono } from "hono";
import { type Answer, reply } from "../http.ts";
import { type JsonObject, objectOf, textOf } from "../json.ts";
import { sandboxGitHub } from "./credentials.ts";
import type { Provider, ProviderContext, ProviderEnv } from "./provider.ts";

const docs = "https://docs.github.com/rest";

/**
 * Emulates a repository's issues (REST API 2022-11-28). Every repository of OWNER/NAME exists, but those of the owner
 * `nobody`. Accepts the sandbox's token. `GET /_sandbox/github/issues` lists all issues.
 */
export function github(context: ProviderContext): Provider {
  const issues: { readonly repository: string; readonly issue: JsonObject }[] = [];

  function open(repository: string, body: unknown): Answer {
    const { title, body: text, labels = [] } = objectOf(body);
    if (textOf(title) === "") {
      const errors = [{ resource: "Issue", field: "title", code: "missing_field" }];
      return { status: 422, body: { message: "Validation Failed", errors, documentation_url: docs, status: "422" } };
    }
    const number = issues.filter((each) => each.repository === repository).length + 1;
    const html_url = `https://github.com/${repository}/issues/${number}`;
    const created_at = context.now().toISOString();
    const issue = {
      id: 1_000 + issues.length,
      number,
      html_url,
      title,
      body: text ?? null,
      labels,
      state: "open",
      created_at,
    };
    issues.push({ repository, issue });
    return { status: 201, body: issue };
  }

  const app = new Hono<ProviderEnv>();
  app.use("*", async (c, next) => {
    const { headers } = c.var.request;
    if (!headers["user-agent"]) return reply(error(403, "Request forbidden by administrative rules."));
    return headers.authorization === `Bearer ${sandboxGitHub.token}` ? next() : reply(error(401, "Bad credentials"));
  });
  app.use("/repos/nobody/*", async () => reply(error(404, "Not Found")));
  app.get("/repos/:owner/:name", (c) =>
    reply({ status: 200, body: { id: 1, full_name: `${c.req.param("owner")}/${c.req.param("name")}` } }),
  );
  app.get("/repos/:owner/:name/issues", (c) => {
    const repository = `${c.req.param("owner")}/${c.req.param("name")}`;
    const size = Math.min(Number(c.var.request.query.get("per_page") ?? 30) || 30, 100);
    const own = issues.filter((each) => each.repository === repository).map(({ issue }) => issue);
    return reply({ status: 200, body: own.toReversed().slice(0, size) });
  });
  app.post("/repos/:owner/:name/issues", (c) =>
    reply(open(`${c.req.param("owner")}/${c.req.param("name")}`, c.var.request.body)),
  );
  app.all("*", () => reply(error(404, "Not Found")));

  const controls = new Hono<ProviderEnv>();
  controls.get("/issues", () => reply({ status: 200, body: issues }));

  return {
    name: "github",
    app,
    controls,
    failure: (status) =>
      error(status, status === 403 ? "You have exceeded a secondary rate limit." : "Server Error").body,
    reset() {
      issues.length = 0;
    },
  };
}

function error(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: docs, status: String(status) } };
}
