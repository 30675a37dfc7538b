import { openTestApi, problem } from "./test-api.ts";

let api: Awaited<ReturnType<typeof openTestApi>>;

beforeEach(async () => {
  api = await openTestApi();
});

afterEach(() => api.close());

describe("finding the operation", () => {
  it("answers with what the handler returned, and its status", async () => {
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

  it("says 404 for an unknown path, even one that cannot be decoded", async () => {
    expect(await problem(api.get("/v1/nothing"))).toMatchObject({ status: 404, code: "path-unknown" });
    expect(await problem(api.get("/v1/%E0%A4%A"))).toMatchObject({ status: 404 });
  });

  it("says 405 with the methods there are", async () => {
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

  it("shows pages without identity", async () => {
    expect(await (await fetch(`${api.url}/page`)).text()).toBe("hi");
  });
});

describe("who may call", () => {
  it("asks for identity before it looks at the body", async () => {
    const refused = await problem(fetch(`${api.url}/v1/things`, { method: "POST", body: "{" }));
    expect(refused).toMatchObject({ status: 401, code: "identity-missing" });
    expect(refused.headers.get("www-authenticate")).toContain("Bearer");
  });

  it("says which roles have the permission that is missing", async () => {
    const refused = await problem(api.post({ name: "one" }, { "X-Api-Key": "viewer" }));
    expect(refused).toMatchObject({ status: 403, code: "permission-missing" });
    expect(refused.detail).toContain("admin, operator, service");
  });

  it("refuses the key that api.doings.calls too often, and no other", async () => {
    for (let call = 0; call < 20; call++) await api.get("/v1/things/x");
    const refused = await problem(api.get("/v1/things/x"));
    expect(refused).toMatchObject({ status: 429, code: "rate-limited" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await api.get("/v1/things/x", { "X-Api-Key": "admin/another" })).status).toBe(200);
  });
});

describe("what goes wrong inside", () => {
  it.each([
    ["busy", 503, "model-busy"],
    ["stale", 409, "version-conflict"],
    ["never", 422, "thing-refused"],
    ["nobody", 404, "thing-not-found"],
    ["fails", 500, "internal-error"],
  ])("turns %s into %i %s", async (name, status, code) => {
    expect(await problem(api.post({ name }))).toMatchObject({ status, code });
  });

  it("tells when to come back", async () => {
    expect((await problem(api.post({ name: "busy" }))).headers.get("retry-after")).toBe("3");
  });

  it("keeps the cause of a 500 for the log, with the request's id", async () => {
    const refused = await problem(api.post({ name: "fails" }, { "X-Request-Id": "trace-me" }));
    expect(JSON.stringify(refused)).not.toContain("hunter2");
    const entry = api.logged.find(({ severity }) => severity === "ERROR");
    expect(entry).toMatchObject({ requestId: "trace-me", operationId: "createThing", tenantId: "client_123" });
    expect(JSON.stringify(entry)).toContain("hunter2");
  });

  it("replaces a request id that is not fit for a log", async () => {
    const response = await api.get("/v1/things/x", { "X-Request-Id": 'a" b' });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("api.doings.calls from web pages", () => {
  it("lets an allowed origin ask and read", async () => {
    const origin = { Origin: "https://shop.example" };
    const preflight = await fetch(`${api.url}/v1/things`, { method: "OPTIONS", headers: origin });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("POST, OPTIONS");
    expect((await api.get("/v1/things/x", origin)).headers.get("access-control-allow-origin")).toBe(origin.Origin);
  });

  it("gives any other origin nothing to read with", async () => {
    const response = await api.get("/v1/things/x", { Origin: "https://evil.example" });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(response.headers.get("vary")).toBe("Origin");
  });
});
