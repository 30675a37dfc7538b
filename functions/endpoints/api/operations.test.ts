import { openTestApi, problem } from "./test-api.ts";

let api: Awaited<ReturnType<typeof openTestApi>>;

beforeEach(async () => {
  api = await openTestApi();
});

afterEach(() => api.close());

describe("routing a request", () => {
  it("returns the handler's body and status", async () => {
    const response = await api.post({ name: "one" });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ name: "one", call: 1 });
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("ratelimit")).toMatch(/^"key";r=19;t=\d+$/);
  });

  it("decodes path parameters and prefers a literal path", async () => {
    expect(await (await api.get("/v1/things/a%2Fb?limit=3")).json()).toEqual({ id: "a/b", limit: 3 });
    expect((await api.get("/v1/things/stream")).headers.get("content-type")).toContain("text/event-stream");
  });

  it("returns 404 for an unknown path, even one that cannot be decoded", async () => {
    expect(await problem(api.get("/v1/nothing"))).toMatchObject({ status: 404, code: "path-unknown" });
    expect(await problem(api.get("/v1/%E0%A4%A"))).toMatchObject({ status: 404 });
  });

  it("returns 405 with the allowed methods", async () => {
    const refused = await problem(fetch(`${api.url}/v1/things`, { method: "DELETE" }));
    expect(refused).toMatchObject({ status: 405, code: "method-not-allowed" });
    expect(refused.headers.get("allow")).toBe("POST, OPTIONS");
  });

  it("answers HEAD like GET, without a body", async () => {
    const response = await fetch(`${api.url}/v1/things/x`, { method: "HEAD", headers: { "X-Api-Key": "admin" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe("20");
    expect(await response.text()).toBe("");
  });

  it("serves pages without authentication", async () => {
    expect(await (await fetch(`${api.url}/page`)).text()).toBe("hi");
  });
});

describe("authorization", () => {
  it("authenticates before it reads the body", async () => {
    const refused = await problem(fetch(`${api.url}/v1/things`, { method: "POST", body: "{" }));
    expect(refused).toMatchObject({ status: 401, code: "identity-missing" });
    expect(refused.headers.get("www-authenticate")).toContain("Bearer");
  });

  it("names the roles that have the missing permission", async () => {
    const refused = await problem(api.post({ name: "one" }, { "X-Api-Key": "viewer" }));
    expect(refused).toMatchObject({ status: 403, code: "permission-missing" });
    expect(refused.detail).toContain("admin, operator, service");
  });

  it("rate-limits the key that calls too often, and no other", async () => {
    for (let call = 0; call < 20; call++) await api.get("/v1/things/x");
    const refused = await problem(api.get("/v1/things/x"));
    expect(refused).toMatchObject({ status: 429, code: "rate-limited" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await api.get("/v1/things/x", { "X-Api-Key": "admin/another" })).status).toBe(200);
  });
});

describe("errors of a handler", () => {
  it.each([
    ["busy", 503, "model-busy"],
    ["stale", 409, "version-conflict"],
    ["never", 422, "thing-refused"],
    ["nobody", 404, "thing-not-found"],
    ["fails", 500, "internal-error"],
  ])("of %s become %i %s", async (name, status, code) => {
    expect(await problem(api.post({ name }))).toMatchObject({ status, code });
  });

  it("set Retry-After", async () => {
    expect((await problem(api.post({ name: "busy" }))).headers.get("retry-after")).toBe("3");
  });

  it("log the cause of a 500 with the request's id, and do not return it", async () => {
    const refused = await problem(api.post({ name: "fails" }, { "X-Request-Id": "trace-me" }));
    expect(JSON.stringify(refused)).not.toContain("hunter2");
    const entry = api.logged.find(({ severity }) => severity === "ERROR");
    expect(entry).toMatchObject({ requestId: "trace-me", operationId: "createThing", tenantId: "client_123" });
    expect(JSON.stringify(entry)).toContain("hunter2");
  });

  it("replace a request id that is unsafe in a log", async () => {
    const response = await api.get("/v1/things/x", { "X-Request-Id": 'a" b' });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("cross-origin requests", () => {
  it("are allowed from a listed origin", async () => {
    const origin = { Origin: "https://shop.example" };
    const preflight = await fetch(`${api.url}/v1/things`, { method: "OPTIONS", headers: origin });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("POST, OPTIONS");
    expect((await api.get("/v1/things/x", origin)).headers.get("access-control-allow-origin")).toBe(origin.Origin);
  });

  it("get no CORS headers for any other origin", async () => {
    const response = await api.get("/v1/things/x", { Origin: "https://evil.example" });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(response.headers.get("vary")).toBe("Origin");
  });
});
