import {
  argumentsFor,
  dependencies,
  emptyMaterial,
  onlyTool,
  type StubbedAnswer,
  type StubbedCall,
  serveStub,
  toolCall,
} from "../fixtures.ts";
import type { ToolDependencies } from "../tool.ts";
import { api } from "./api.ts";
import { custom } from "./custom.ts";

let answer: (request: StubbedCall) => StubbedAnswer = () => ({});
let server: Awaited<ReturnType<typeof serveStub>>;

beforeEach(async () => {
  answer = () => ({});
  server = await serveStub((request) => answer(request));
});
afterEach(() => server.close());

function tool(config: object, changes: Partial<ToolDependencies> = {}) {
  const parsed = api.config.parse({ endpoint: "https://api.client.com/orders", ...config });
  const deps = dependencies({ tenantApiBaseUrl: `${server.url}/tenant`, ...changes });
  return onlyTool(api.create({ name: "create_medical_order", config: parsed }, deps, emptyMaterial));
}

const json = (body: unknown, status = 200): StubbedAnswer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

describe("an api tool", () => {
  test("sends its declared arguments as JSON, with the tenant's token, to the tenant's host", async () => {
    answer = () => json({ order_id: "o-1" }, 201);
    const order = await tool({ method: "POST", auth_type: "bearer", required_fields: ["customer_name", "test_codes"] });
    const args = argumentsFor(order, { customer_name: "Asha", test_codes: "CBC, LFT", is_admin: true });
    const result = await order.execute(args, toolCall());
    expect(result.content).toEqual({ status: 201, data: { order_id: "o-1" } });
    expect(result.sources?.[0]?.text).toContain("o-1");
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({
      method: "POST",
      path: "/tenant/orders",
      body: '{"customer_name":"Asha","test_codes":["CBC","LFT"]}',
      headers: { authorization: "Bearer clinic-CLIENT_API_TOKEN", "x-forwarded-host": "api.client.com" },
    });
    expect(server.received[0]?.headers["idempotency-key"]).toBeUndefined();
  });

  test("requires its required fields, bounds texts, and describes itself as JSON Schema", async () => {
    const order = await tool({
      required_fields: ["customer_name"],
      endpoint: "https://api.client.com/orders/{order_id}",
    });
    expect(order.parameters.parse({ order_id: "1" }).ok).toBe(false);
    expect(order.parameters.parse({ order_id: "1", customer_name: "x".repeat(100_000) }).ok).toBe(false);
    expect(order.parameters.jsonSchema.required).toEqual(["order_id", "customer_name"]);
    expect(order).toMatchObject({ sideEffects: true, reconcile: "ask" });
  });

  test("puts arguments into the path and the query of a GET, and nowhere else", async () => {
    answer = () => json([]);
    const find = await tool({
      method: "GET",
      endpoint: "https://api.client.com/orders/{order_id}?fixed=1",
      parameters: { status: { enum: ["open", "done"] } },
    });
    await find.execute({ order_id: "../payments?x=1#", status: "open" }, toolCall());
    expect(server.received[0]?.path).toBe("/tenant/orders/..%2Fpayments%3Fx%3D1%23?fixed=1&status=open");
    expect(await find.execute({ order_id: ".." }, toolCall())).toMatchObject({
      content: { error: expect.any(String) },
    });
    expect(server.received).toHaveLength(1);
    expect(find).toMatchObject({ sideEffects: false, reconcile: "repeat" });
  });

  test("returns a rejection to the model as content", async () => {
    answer = () => json({ message: "unknown test code" }, 422);
    const result = await (await tool({})).execute({}, toolCall());
    expect(result).toEqual({
      content: {
        error: "The service answered 422.",
        status: 422,
        details: '{"message":"unknown test code"}',
      },
    });
  });

  test.each([429, 500, 503])("throws a retryable error after %i when a retry is harmless", async (status) => {
    answer = () => ({ status, headers: { "retry-after": "2" } });
    const failing = { name: "RetryableError", retryAfterMs: 2000 };
    await expect((await tool({ method: "GET" })).execute({}, toolCall())).rejects.toMatchObject(failing);
    await expect((await tool({})).execute({}, toolCall())).resolves.toMatchObject({ content: { status } });
  });

  test("treats a 429 on a keyed side effect as not done, and a 5xx as unknown", async () => {
    const order = await tool({ idempotency: "header" });
    answer = () => ({ status: 429, headers: { "retry-after": "2" } });
    await expect(order.execute({}, toolCall())).rejects.toMatchObject({ name: "RetryableError", retryAfterMs: 2000 });
    answer = () => ({ status: 503 });
    await expect(order.execute({}, toolCall())).rejects.toMatchObject({ name: "Error" });
  });

  test("sends the idempotency key to an endpoint that honours it", async () => {
    const order = await tool({ idempotency: "header" });
    await order.execute({}, toolCall({ idempotencyKey: "turn-7-call-1" }));
    expect(server.received[0]?.headers["idempotency-key"]).toBe("turn-7-call-1");
    expect(order.reconcile).toBe("repeat");
  });

  test.each(["hang", "drop"] as const)("leaves the outcome unknown when the connection %ss", async (silence) => {
    answer = () => ({ silence });
    const unsafe = (await tool({ timeout_ms: 200 })).execute({}, toolCall());
    await expect(unsafe).rejects.toMatchObject({ name: "Error", message: expect.stringContaining("unknown") });
    const safe = (await tool({ method: "GET", timeout_ms: 200 })).execute({}, toolCall());
    await expect(safe).rejects.toMatchObject({ name: "RetryableError", code: "endpoint-unreachable" });
  });

  test("reports that nothing was done when the connection is refused", async () => {
    const closed = await serveStub(() => ({}));
    await closed.close();
    const call = (await tool({}, { tenantApiBaseUrl: closed.url })).execute({}, toolCall());
    await expect(call).rejects.toMatchObject({ name: "RetryableError", code: "endpoint-unreachable" });
  });

  test("stops when the caller aborts", async () => {
    answer = () => ({ silence: "hang" });
    const call = (await tool({ method: "GET" })).execute({}, toolCall({ signal: AbortSignal.timeout(50) }));
    await expect(call).rejects.toMatchObject({ name: "RetryableError" });
  });

  test("does not read an answer over 256 KB, declared or not", async () => {
    answer = () => ({ body: "x".repeat(300 * 1024) });
    expect(await (await tool({ method: "GET" })).execute({}, toolCall())).toMatchObject({
      content: { error: expect.stringContaining("256 KB") },
    });
    answer = () => ({ headers: { "transfer-encoding": "chunked" }, body: "x".repeat(300 * 1024) });
    expect(await (await tool({ method: "GET" })).execute({}, toolCall())).toMatchObject({
      content: { error: expect.stringContaining("256 KB") },
    });
  });

  test("does not follow a redirect", async () => {
    answer = () => ({ status: 302, headers: { location: "http://169.254.169.254/" } });
    const result = await (await tool({ method: "GET" })).execute({}, toolCall());
    expect(result.content).toMatchObject({ status: 302 });
    expect(server.received).toHaveLength(1);
  });

  test("never calls the operator's private network", async () => {
    let called = 0;
    const fetch = async () => {
      called += 1;
      return new Response();
    };
    const deps = dependencies({ fetch });
    const config = { ...api.config.parse({ endpoint: "https://localtest.me/" }), endpoint: "https://127.0.0.1/x" };
    const refused = (await onlyTool(api.create({ name: "x", config }, deps, emptyMaterial))).execute({}, toolCall());
    await expect(refused).rejects.toMatchObject({ name: "TerminalError", code: "endpoint-refused" });
    expect(called).toBe(0);
  });

  test("names a missing secret and sends nothing", async () => {
    const order = await tool({ auth_type: "bearer", secret: `\${NOT_THERE}` });
    await expect(order.execute({}, toolCall())).rejects.toMatchObject({ code: "secret-missing" });
    expect(server.received).toHaveLength(0);
  });

  test("gets a token by client credentials once for each tenant", async () => {
    answer = ({ path }) => (path === "/tenant/token" ? json({ access_token: "t-1", expires_in: 3600 }) : json({}));
    const order = await tool({
      auth_type: "oauth2_client_credentials",
      token_url: "https://api.client.com/token",
      scopes: ["read:tests"],
    });
    await order.execute({}, toolCall());
    await order.execute({}, toolCall());
    expect(server.received.map(({ path }) => path)).toEqual(["/tenant/token", "/tenant/orders", "/tenant/orders"]);
    expect(server.received[0]?.body).toBe("grant_type=client_credentials&scope=read%3Atests");
    expect(server.received[2]?.headers.authorization).toBe("Bearer t-1");
    await order.execute({}, toolCall({ tenantId: "other" as never }));
    expect(server.received.map(({ path }) => path).slice(3)).toEqual(["/tenant/token", "/tenant/orders"]);
  });

  test("asks for one token for calls at the same moment", async () => {
    answer = ({ path }) => (path === "/tenant/token" ? json({ access_token: "t-1", expires_in: 3600 }) : json({}));
    const order = await tool({ auth_type: "oauth2", token_url: "https://api.client.com/token" });
    await Promise.all(Array.from({ length: 20 }, () => order.execute({}, toolCall())));
    expect(server.received.filter(({ path }) => path === "/tenant/token")).toHaveLength(1);
  });

  test("asks for a new token once when the service refuses the one it has", async () => {
    const oauth = { auth_type: "oauth2", token_url: "https://api.client.com/token" };
    let tokens = 0;
    answer = ({ path, headers }) => {
      if (path === "/tenant/token") return json({ access_token: `t-${++tokens}`, expires_in: 3600 });
      return headers.authorization === "Bearer t-1" ? { status: 401 } : json({ done: true });
    };
    const renewed = await (await tool(oauth)).execute({}, toolCall());
    expect([renewed.content, tokens]).toEqual([{ status: 200, data: { done: true } }, 2]);
    answer = ({ path }) => (path === "/tenant/token" ? json({ access_token: "t", expires_in: 3600 }) : { status: 401 });
    const before = server.received.length;
    const refused = await (await tool(oauth)).execute({}, toolCall());
    expect(refused.content).toMatchObject({ status: 401 });
    expect(server.received.slice(before).map(({ path }) => path)).toEqual([
      "/tenant/token",
      "/tenant/orders",
      "/tenant/token",
      "/tenant/orders",
    ]);
  });

  test.each([
    [{ auth_type: "api_key" }, { "x-api-key": "clinic-CLIENT_API_KEY" }],
    [{ auth_type: "basic" }, { authorization: `Basic ${btoa("clinic-CLIENT_API_CREDENTIALS")}` }],
  ])("authorises by %j", async (config, headers) => {
    await (await tool(config)).execute({}, toolCall());
    expect(server.received[0]?.headers).toMatchObject(headers);
  });
});

describe("a custom tool", () => {
  test("takes its arguments from a JSON Schema", async () => {
    answer = () => json("done");
    const config = custom.config.parse({
      endpoint: "https://hooks.client.com/lead",
      description: "Passes a lead on",
      parameters: {
        properties: { name: { type: "string" }, tags: { type: "array", items: { type: "string" } } },
        required: ["name"],
      },
    });
    const lead = await onlyTool(
      custom.create({ name: "lead", config }, dependencies({ tenantApiBaseUrl: server.url }), emptyMaterial),
    );
    expect(lead.description).toBe("Passes a lead on");
    expect(lead.parameters.parse({ tags: [] }).ok).toBe(false);
    await lead.execute(argumentsFor(lead, { name: "Asha", tags: ["new"] }), toolCall());
    expect(server.received[0]).toMatchObject({ method: "POST", path: "/lead", body: '{"name":"Asha","tags":["new"]}' });
  });
});
