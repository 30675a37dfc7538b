import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { isObject, type JsonObject, listOf, objectOf } from "../../json.ts";
import { requestLog } from "../../request-log.ts";
import { sandboxTenant } from "../credentials.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import { answerTenantMcp, type TenantObjects } from "./tenant-mcp.ts";

interface Effect {
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | null;
  readonly body: unknown;
  readonly time: string;
}

/**
 * Emulates a tenant's own API for any paths in its configuration. POST stores under a new id. PUT and PATCH store at
 * the path. GET returns an object, or the list of objects below the path, filtered by the query. Each `Idempotency-Key`
 * has one effect: a repeat gets the first answer, and 422 with another body. `/mcp` is an MCP server (tenant-mcp.ts).
 *
 * `POST …/token` grants an access token by client credentials, to the caller whose secret is `sandbox-client-oauth-secret`;
 * after `settings {oauth: true}` every other call needs one that was granted and not revoked.
 *
 * Controls: `GET /_sandbox/tenant/effects` lists the distinct effects; `POST /_sandbox/tenant/objects {path, objects}`
 * stores objects to read; `POST /_sandbox/tenant/settings {authorization, oauth}` requires that header for writes, or tokens for every call;
 * `POST /_sandbox/tenant/revoke` ends all tokens.
 */
export function tenantApi(context: ProviderContext): Provider {
  const objects = new Map<string, JsonObject>();
  const answered = new Map<string, { readonly line: string; readonly answer: Answer }>();
  const effects = requestLog<Effect>(10_000);
  let authorization: string | null = null;
  let lastId = 0;
  let needsToken = false;
  const tokens = new Set<string>();
  let granted = 0;

  /** RFC 6749, sections 4.4 and 5.2. */
  function token({ headers, body }: ProviderRequest): Answer {
    const [, encoded = ""] = (headers.authorization ?? "").split(" ");
    const [, secret = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":");
    const { grant_type: grant, scope } = objectOf(body);
    if (grant !== "client_credentials") return { status: 400, body: { error: "unsupported_grant_type" } };
    if (decodeURIComponent(secret) !== sandboxTenant.oauthSecret)
      return { status: 401, body: { error: "invalid_client" } };
    granted += 1;
    const access_token = `tenant-token-${granted}`;
    tokens.add(access_token);
    return {
      status: 200,
      body: { access_token, token_type: "Bearer", expires_in: 3_600, ...(scope ? { scope } : {}) },
    };
  }

  function lacksToken({ headers }: ProviderRequest): boolean {
    return needsToken && !tokens.has((headers.authorization ?? "").replace(/^Bearer /, ""));
  }

  function store(request: Pick<ProviderRequest, "method" | "path" | "body">): Answer {
    const { method, path } = request;
    const body = isObject(request.body) ? request.body : { value: request.body };
    if (method === "POST") {
      lastId += 1;
      const id = `${path.split("/").at(-1) || "object"}-${lastId}`;
      const object = { status: "created", ...body, id, created_at: context.now().toISOString() };
      objects.set(`${path}/${id}`, object);
      const location = `${context.publicUrl()}/tenant${path}/${id}`;
      return { status: 201, body: object, headers: { location } };
    }
    const before = objects.get(path);
    const kept = method === "PATCH" ? before : { created_at: before?.created_at ?? context.now().toISOString() };
    const object = { ...kept, ...body, id: path.split("/").at(-1) };
    objects.set(path, object);
    return { status: before ? 200 : 201, body: object };
  }

  function write(request: ProviderRequest): Answer {
    const { method, path, rawBody, headers } = request;
    if (authorization !== null && headers.authorization !== authorization) {
      return problem(401, "The Authorization header is missing or wrong.");
    }
    const idempotencyKey = headers["idempotency-key"]?.toString() ?? null;
    const line = `${method} ${path} ${rawBody}`;
    const earlier = idempotencyKey === null ? undefined : answered.get(idempotencyKey);
    if (earlier) {
      return earlier.line === line
        ? earlier.answer
        : problem(422, "This Idempotency-Key was used for another request.");
    }
    if (method === "DELETE" && !objects.delete(path)) return problem(404, `There is nothing at ${path}.`);
    const answer: Answer = method === "DELETE" ? { status: 204 } : store(request);
    effects.add({ method, path, idempotencyKey, body: request.body, time: context.now().toISOString() });
    if (idempotencyKey !== null) answered.set(idempotencyKey, { line, answer });
    return answer;
  }

  function read({ path, query }: ProviderRequest): Answer {
    const object = objects.get(path);
    if (object) return { status: 200, body: object };
    const below = [...objects].filter(([key]) => key.startsWith(`${path}/`)).map(([, value]) => value);
    const names = [...query].filter(([name]) => below.some((item) => name in item));
    const found = below.filter((item) => names.every(([name, value]) => String(item[name]) === value));
    // A last segment with a digit looks like an id: the object is missing, which is no empty list.
    if (below.length === 0 && /\d/.test(path.split("/").at(-1) ?? "")) {
      return problem(404, `There is nothing at ${path}.`);
    }
    return { status: 200, body: found };
  }

  const ofMcp: TenantObjects = {
    at: (path) => objects.get(path),
    addNote(note) {
      const { body } = store({ method: "POST", path: "/notes", body: note });
      effects.add({
        method: "POST",
        path: "/notes",
        idempotencyKey: null,
        body: note,
        time: context.now().toISOString(),
      });
      return objectOf(body);
    },
  };

  const app = new Hono<ProviderEnv>();
  app.post("*", async (c, next) => (c.var.request.path.endsWith("/token") ? reply(token(c.var.request)) : next()));
  app.use("*", async (c, next) =>
    lacksToken(c.var.request) ? reply(problem(401, "The access token is missing or has ended.")) : next(),
  );
  app.all("/mcp", (c) => answerTenantMcp(c.var.request, ofMcp));
  app.get("*", (c) => reply(read(c.var.request)));
  app.on(["POST", "PUT", "PATCH", "DELETE"], "*", (c) => reply(write(c.var.request)));
  app.all("*", (c) => reply(problem(405, `${c.req.method} is not supported here.`)));

  const controls = new Hono<ProviderEnv>();
  controls.get("/effects", () => reply({ status: 200, body: effects.list() }));
  controls.post("/settings", (c) => {
    const { authorization: wanted, oauth } = objectOf(c.var.request.body);
    needsToken = oauth === true;
    authorization = typeof wanted === "string" ? wanted : null;
    return reply({ status: 200, body: { authorization } });
  });
  controls.post("/revoke", () => {
    tokens.clear();
    return reply({ status: 200, body: { revoked: true, granted } });
  });
  controls.post("/objects", (c) => {
    const { path: below, objects: given } = objectOf(c.var.request.body);
    if (typeof below !== "string" || !below.startsWith("/"))
      return reply(problem(400, 'path must be a text such as "/orders".'));
    for (const object of listOf(given).filter(isObject)) {
      lastId += 1;
      const id = String(object.id ?? lastId);
      objects.set(`${below}/${id}`, { id, ...object });
    }
    return reply({ status: 201, body: { stored: objects.size } });
  });

  return {
    name: "tenant",
    app,
    controls,
    failure: (status) => ({ error: { status, message: "The tenant's API failed (a fault of the sandbox)." } }),
    reset() {
      objects.clear();
      answered.clear();
      effects.clear();
      authorization = null;
      needsToken = false;
      tokens.clear();
      granted = 0;
      lastId = 0;
    },
  };
}

function problem(status: number, message: string): Answer {
  return { status, body: { error: { status, message } } };
}
