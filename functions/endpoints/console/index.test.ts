import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { type ConsoleDependencies, consoleFunction } from "./index.ts";

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const maya = { id: "client_123", name: "HealthFirst", agentName: "Maya" };
const local: ConsoleDependencies = {
  clients: async () => [maya],
  mintToken: async (clientId) => `token-of-${clientId}`,
  log: silent,
};
const { mintToken: _, ...production } = local;

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((closed) => server.close(closed)))));

async function serve(deps: ConsoleDependencies): Promise<number> {
  const handler = consoleFunction(deps);
  const server = createServer((req, res) => void handler(req, res));
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return (server.address() as AddressInfo).port;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** `fetch` would not let a test set Host, Origin and Sec-Fetch-Site. */
function ask(
  port: number,
  path: string,
  options: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = "GET", headers = {}, body } = options;
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    outgoing.once("error", reject).end(body);
  });
}

function askForToken(port: number, headers: Record<string, string> = {}, body = '{"client_id":"client_123"}') {
  return ask(port, "/session", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body,
  });
}

describe("the page", () => {
  it("may load and call only its own origin, and cannot be framed", async () => {
    const page = await ask(await serve(local), "/");
    expect(page.status).toBe(200);
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.headers["content-security-policy"]).toContain("default-src 'self'");
    expect(page.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(page.headers["x-content-type-options"]).toBe("nosniff");
  });

  it("can load every file that it or its scripts reference", async () => {
    const port = await serve(local);
    const found = new Map<string, string>();
    const wanted = ["/"];
    for (let path = wanted.shift(); path !== undefined; path = wanted.shift()) {
      if (found.has(path)) continue;
      const { status, headers, body } = await ask(port, path);
      found.set(path, `${status} ${headers["content-type"]}`);
      const base = `http://page${path}`;
      const references = [...body.matchAll(/(?:href|src)="(\/console\/[^"]+)"|from ["']([^"']+)["']/g)];
      const paths = references.map(([, link, module]) => new URL(link ?? module ?? "", base).pathname);
      // The pages of the console are built, and not files of the project.
      wanted.push(...paths.filter((each) => each !== "/console/inbox"));
    }
    expect([...found.values()].filter((answer) => !answer.startsWith("200 "))).toEqual([]);
    expect(found.get("/console/app.js")).toBe("200 text/javascript; charset=utf-8");
    expect([...found.keys()]).toContain("/console/eventsource-parser/parse.js");
  });

  it("returns 304 while it has not changed", async () => {
    const port = await serve(local);
    const tag = String((await ask(port, "/console/app.js")).headers.etag);
    expect((await ask(port, "/console/app.js", { headers: { "If-None-Match": tag } })).status).toBe(304);
    expect((await ask(port, "/console/app.js", { headers: { "If-None-Match": '"other"' } })).status).toBe(200);
  });

  it.each([
    "/console/index.ts",
    "/console/../index.ts",
    "/console/%2e%2e/index.ts",
    "/console/web/app.js",
    "/etc/passwd",
  ])("has no file %s", async (path) => {
    const answer = await ask(await serve(local), path);
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toMatchObject({ code: "path-unknown" });
  });

  it("leads from the old addresses of the inbox and the tickets to the console", async () => {
    const { status, headers } = await ask(await serve(local), "/inbox?client=client_123");
    expect([status, headers.location]).toEqual([308, "/console/inbox?client=client_123"]);
    expect((await ask(await serve(local), "/tickets")).headers.location).toBe("/console/clients");
  });

  it("accepts only GET and HEAD", async () => {
    const answer = await ask(await serve(local), "/", { method: "POST" });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe("GET, HEAD");
  });
});

describe("/session", () => {
  it("returns the clients and a token to a page on this machine", async () => {
    const port = await serve(local);
    const listed = await ask(port, "/session", { headers: { "Sec-Fetch-Site": "same-origin" } });
    expect(JSON.parse(listed.body)).toEqual({
      issues_tokens: true,
      clients: [{ id: "client_123", name: "HealthFirst", agent_name: "Maya" }],
    });
    const given = await askForToken(port, { Origin: `http://127.0.0.1:${port}`, "Sec-Fetch-Site": "same-origin" });
    expect(given.status).toBe(200);
    expect(JSON.parse(given.body)).toEqual({ token: "token-of-client_123" });
    expect(given.headers["cache-control"]).toBe("no-store");
  });

  it.each([
    ["another site's page", { Origin: "https://evil.example" }],
    ["a sandboxed frame", { Origin: "null" }],
    ["a page on another port", { Origin: "http://127.0.0.1:1" }],
    ["a cross-site request", { "Sec-Fetch-Site": "cross-site" }],
    ["a same-site request from another origin", { "Sec-Fetch-Site": "same-site" }],
    ["a rebound DNS name", { Host: "rebound.example:80" }],
    ["a host name that starts like ours", { Host: "127.0.0.1.evil.example" }],
    ["a tunnel", { "X-Forwarded-For": "203.0.113.7" }],
    ["a proxy", { Forwarded: "for=203.0.113.7" }],
  ])("returns nothing to %s", async (_who, headers) => {
    const port = await serve(local);
    const refused = await askForToken(port, headers);
    expect(refused.status).toBe(403);
    expect(refused.body).not.toContain("token-of");
    const listed = await ask(port, "/session", { headers });
    expect(JSON.parse(listed.body)).toEqual({ issues_tokens: false, clients: [] });
  });

  it("returns no tokens and no names in production", async () => {
    const port = await serve(production);
    expect((await askForToken(port)).status).toBe(403);
    expect(JSON.parse((await ask(port, "/session")).body)).toEqual({ issues_tokens: false, clients: [] });
  });

  it("rejects media types that another site's form could send", async () => {
    const port = await serve(local);
    expect((await askForToken(port, { "Content-Type": "text/plain" })).status).toBe(415);
    expect((await askForToken(port, { "Content-Type": "application/x-www-form-urlencoded" })).status).toBe(415);
  });

  it.each([
    [404, '{"client_id":"client_999"}'],
    [422, '{"client":"client_123"}'],
    [400, "{"],
    [413, `{"client_id":"${"x".repeat(2000)}"}`],
  ])("returns %i for an invalid body", async (status, body) => {
    expect((await askForToken(await serve(local), {}, body)).status).toBe(status);
  });
});
