import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { templateNames, templateText } from "../../../shared/config/config-templates.ts";
import { configVersions } from "../../../shared/config/versions/versions.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import type { Role } from "../../../shared/security/tokens/identity.ts";
import { issueToken } from "../../../shared/security/tokens/tokens.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { runCli } from "../../hosts/cli/run-cli.ts";
import { serveFunction, type TestServer } from "../http/test-server.ts";
import { apiFunction } from "./index.ts";

const tenantId = TenantId.parse("client_123");
const yaml = readFileSync("config/tenants/client_123.yaml", "utf8");
const path = "/v1/configs/client_123/main";
const now = () => new Date();

let dataDir: string;
let platform: EmbeddedPlatform;
let server: TestServer;
let documentsFail: boolean;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "api-"));
  platform = openEmbedded({ dataDir, secrets: () => "a secret of at least thirty-two bytes" });
  documentsFail = false;
  const documents = Object.assign(Object.create(platform.documents), {
    get: (...call: Parameters<typeof platform.documents.get>) =>
      documentsFail ? Promise.reject(new Error("disk /var/secret is gone")) : platform.documents.get(...call),
  });
  const log = createLogger({ level: "silent" });
  const handler = apiFunction({
    platform: { ...platform, documents },
    configs: configVersions({ documents: platform.documents, now, log }),
    log,
    now,
    webhooks: async () => [],
    routes: [],
    publicUrl: "https://agency.example",
    searchKnowledge: async () => [],
    version: "0.1.0",
    tokens: {},
    rateLimits: { tenantPerMinute: 1000, keyPerMinute: 1000 },
    maxInstances: 1,
    behindLoadBalancer: false,
    allowedOrigins: [],
  });
  server = await serveFunction(handler);
});

afterEach(async () => {
  await server.close();
  await platform.close(100);
  rmSync(dataDir, { recursive: true });
});

interface CallOptions {
  readonly role?: Role;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** The fields that these tests read. */
interface Answer {
  readonly status: number;
  readonly body: {
    readonly id: string;
    readonly key: string;
    readonly valid: boolean;
    readonly problems: readonly object[];
    readonly errors: readonly object[];
    readonly items: readonly { readonly id: string }[];
    readonly next_cursor: string;
    readonly patch: string;
  };
}

function tokenOf(role: Role): Promise<string> {
  const claims = { subject: "asha", tenantId, roles: [role], lifetimeSeconds: 60 };
  return issueToken({ keys: platform.keys, now }, claims);
}

async function call(target: string, options: CallOptions = {}): Promise<Answer> {
  const { role = "admin", method = "GET", body } = options;
  const token = await tokenOf(role);
  const response = await fetch(`${server.url}${target}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...options.headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

describe("configurations", () => {
  it("are validated without being stored, as JSON or as plain YAML", async () => {
    const good = await call("/v1/configs/validate", { method: "POST", body: { yaml } });
    expect(good).toMatchObject({ status: 200, body: { valid: true, problems: [] } });
    const bad = await call("/v1/configs/validate", {
      method: "POST",
      body: yaml.replace("client_id:", "clientid:"),
      headers: { "Content-Type": "text/yaml" },
    });
    expect(bad.body.valid).toBe(false);
    expect(bad.body.problems).toContainEqual(expect.objectContaining({ line: 5, code: "unknown-key" }));
  });

  it("start from templates, which the API lists with their texts", async () => {
    const { status, body } = await call("/v1/config-templates");
    expect(status).toBe(200);
    expect(body.items).toHaveLength(templateNames().length);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        name: "real-estate",
        industry: "real_estate",
        agent_name: "Kabir",
        yaml: templateText("real-estate"),
        objectives: expect.arrayContaining(["Pass serious buyers on to an advisor"]),
      }),
    );
  });

  it("are pushed, listed, compared, activated and rolled back", async () => {
    const first = await call(path, { method: "PUT", body: { yaml, activate: true } });
    expect(first).toMatchObject({ status: 200, body: { version: 1, created: true, activated: true } });
    await call(path, { method: "PUT", body: { yaml: `${yaml}\n# changed\n` } });
    expect(await call(`${path}/activate`, { method: "POST", body: { version: 2 } })).toMatchObject({
      body: { version: 2 },
    });
    const versions = (await call(`${path}/versions`)).body.items;
    expect(versions).toMatchObject([
      { version: 2, active: true, created_by: "asha" },
      { version: 1, active: false },
    ]);
    const page = await call(`${path}/versions?limit=1`);
    const next = await call(`${path}/versions?limit=1&cursor=${encodeURIComponent(page.body.next_cursor)}`);
    expect(next.body.items).toMatchObject([{ version: 1 }]);
    expect((await call(`${path}/diff?from=1&to=2`)).body.patch).toContain("+# changed");
    expect(await call(`${path}/versions/1`)).toMatchObject({ status: 200, body: { version: 1, active: false, yaml } });
    expect(await call(`${path}/versions/3`)).toMatchObject({ status: 404, body: { code: "config-not-found" } });
    expect(await call(`${path}/rollback`, { method: "POST" })).toMatchObject({ body: { version: 1 } });
    expect(await call(`${path}/rollback`, { method: "POST" })).toMatchObject({ status: 409 });
  });

  it("with problems are rejected with line numbers", async () => {
    const refused = await call(path, { method: "PUT", body: { yaml: yaml.replace("client_id:", "clientid:") } });
    expect(refused).toMatchObject({ status: 422, body: { code: "config-invalid" } });
    expect(refused.body.errors).toContainEqual({ pointer: "/yaml", detail: expect.stringMatching(/^Line 5, column /) });
    expect((await call(`${path}/versions`)).body.items).toEqual([]);
  });

  it("of another tenant are not found", async () => {
    const theirs = "/v1/configs/client_456/main";
    expect(await call(theirs, { method: "PUT", body: { yaml } })).toMatchObject({ status: 404 });
    expect(await call(`${theirs}/versions`)).toMatchObject({ status: 404, body: { code: "client-not-found" } });
    expect(await call(`${path}/activate`, { method: "POST", body: { version: 9 } })).toMatchObject({
      status: 404,
      body: { code: "config-not-found" },
    });
  });

  it("are managed from the command line of another machine", async () => {
    const file = join(dataDir, "client_123.yaml");
    const there = ["--url", server.url, "--token", await tokenOf("admin")];
    const cli = async (...words: readonly string[]) => {
      const { exitCode, stdout, stderr } = await runCli(["config", ...words, ...there]);
      return exitCode === 0 ? stdout : stderr;
    };
    const which = ["--client", "client_123", "--name", "main"];
    writeFileSync(file, yaml);
    expect(await cli("push", file, "--name", "main", "--activate")).toContain("main version 1: stored. It is active");
    writeFileSync(file, `${yaml}\n# changed\n`);
    expect(await cli("push", file, "--name", "main")).toContain("main version 2: stored. It is not active yet");
    expect(await cli("list", ...which)).toMatch(/main 2 .*\nmain 1 +active /);
    expect(await cli("diff", ...which)).toContain("+# changed");
    expect(await cli("activate", "2", ...which)).toContain("version 2 is active");
    expect(await cli("show", ...which)).toContain("# changed");
    expect(await cli("rollback", ...which)).toContain("Rolled back to client_123/main version 1");
    expect(await cli("activate", "7", ...which)).toContain("no version 7");
    expect((await call(`${path}/versions`)).body.items).toMatchObject([{ version: 2 }, { version: 1, active: true }]);
  });

  it("can be changed only by admins", async () => {
    const refused = await call(path, { role: "viewer", method: "PUT", body: { yaml } });
    expect(refused).toMatchObject({ status: 403, body: { code: "permission-missing" } });
  });
});

describe("API keys", () => {
  it("work until revoked, and are shown once", async () => {
    const created = await call("/v1/api-keys", { method: "POST", body: { name: "shop", roles: ["viewer"] } });
    expect(created.status).toBe(201);
    const { key, ...shown } = created.body;
    expect((await call("/v1/api-keys")).body.items).toEqual([shown]);
    const versions = () => fetch(`${server.url}${path}/versions`, { headers: { "X-Api-Key": key } });
    expect((await versions()).status).toBe(200);
    expect(await call(`/v1/api-keys/${shown.id}`, { method: "DELETE" })).toMatchObject({ status: 200 });
    expect((await versions()).status).toBe(401);
  });
});

describe("dead letters", () => {
  it("can be listed and replayed", async () => {
    let works = false;
    platform.bus.subscribe({
      name: "a-step",
      topic: "things-happened",
      retry: { minBackoffMs: 1, maxBackoffMs: 1, maxAttempts: 5 },
      handle: async () => (works ? { type: "done" } : { type: "dead", cause: "it cannot work" }),
    });
    await platform.bus.start();
    const occurredAt = now().toISOString();
    const envelope = { id: "e1", type: "things-happened", tenantId, key: "k", causationId: null, occurredAt };
    await platform.bus.publish([{ ...envelope, data: { secret: "words" } }]);
    const list = async () => (await call("/v1/events/dead-letters")).body.items;
    while ((await list()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const [letter] = await list();
    if (letter === undefined) throw new Error("There is no dead letter");
    expect(letter).toMatchObject({ step: "a-step", cause: "it cannot work", event: { id: "e1", key: "k" } });
    expect(JSON.stringify(letter)).not.toContain("words");
    works = true;
    expect(await call(`/v1/events/dead-letters/${letter.id}/replay`, { method: "POST" })).toMatchObject({
      status: 202,
    });
    expect(await list()).toEqual([]);
    expect(await call("/v1/events/dead-letters/none/replay", { method: "POST" })).toMatchObject({ status: 404 });
  });
});

describe("public pages", () => {
  const open = (target: string) => fetch(`${server.url}${target}`);

  it("report liveness and readiness", async () => {
    expect((await open("/healthz")).status).toBe(200);
    expect(await (await open("/readyz")).json()).toMatchObject({ status: "ready" });
  });

  it("name the dependency that fails, without the cause", async () => {
    documentsFail = true;
    const response = await open("/readyz");
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(JSON.parse(text).checks).toContainEqual(expect.objectContaining({ name: "documents", status: "failed" }));
    expect(text).not.toContain("secret");
  });

  it("describe every operation", async () => {
    const api = (await (await open("/v1/openapi.json")).json()) as { paths: Record<string, object> };
    expect(Object.keys(api.paths)).toContain("/v1/configs/{client}/{name}/activate");
    expect(api.paths["/v1/api-keys"]).toHaveProperty("post.responses.201");
    expect(api.paths["/v1/api-keys"]).toHaveProperty("post.requestBody.content.application/json.schema");
  });

  it("show the operations on a page that loads nothing from other origins", async () => {
    const response = await open("/docs");
    const page = await response.text();
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const loaded = [...page.matchAll(/<(?:script|link|img)[^>]+(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(loaded).toEqual(["data:,", "/docs/page.css", "/docs/start.js"]);
    expect(page).toContain(
      '<a href="#tag/api-keys/POST/v1/api-keys"><code>POST /v1/api-keys</code></a> Create an API key',
    );
    expect(page).toContain(
      'data-reference="/docs/scalar.js" data-description="/v1/openapi.json" data-server="https://agency.example"',
    );
    expect(await (await open("/v1/openapi.json")).text()).toContain("Store a new version");
    expect((await open("/docs/start.js")).headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  });
});
