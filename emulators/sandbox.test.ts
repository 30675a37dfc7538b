import { startSandbox } from "./sandbox.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());
beforeEach(() => send("POST", "/_sandbox/reset"));

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(sandbox.url + path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

describe("the tenant's API", () => {
  it("stores posted objects and returns them", async () => {
    const created = await send("POST", "/tenant/v1/orders", { customer_name: "Asha", phone: "+91" });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ id: "orders-1", customer_name: "Asha", status: "created" });
    expect((await send("GET", "/tenant/v1/orders/orders-1")).body).toEqual(created.body);
    expect((await send("GET", "/tenant/v1/orders?customer_name=Asha")).body).toHaveLength(1);
    expect((await send("GET", "/tenant/v1/orders?customer_name=Ravi")).body).toEqual([]);
    expect(created.headers.get("location")).toBe(`${sandbox.url}/tenant/v1/orders/orders-1`);
  });

  it("answers 404 for an unknown id and an empty list for a collection without objects", async () => {
    expect((await send("GET", "/tenant/orders/77")).status).toBe(404);
    expect(await send("GET", "/tenant/orders")).toMatchObject({ status: 200, body: [] });
  });

  it("changes, replaces and deletes", async () => {
    expect((await send("PUT", "/tenant/slots/9", { time: "10:00" })).status).toBe(201);
    expect((await send("PATCH", "/tenant/slots/9", { booked: true })).body).toMatchObject({
      time: "10:00",
      booked: true,
    });
    expect((await send("DELETE", "/tenant/slots/9")).status).toBe(204);
    expect((await send("DELETE", "/tenant/slots/9")).status).toBe(404);
  });

  it("has one effect per idempotency key", async () => {
    const pay = () => send("POST", "/tenant/payments", { amount: 500 }, { "idempotency-key": "k1" });
    const answers = await Promise.all([pay(), pay(), pay()]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await send("GET", "/_sandbox/tenant/effects")).body).toMatchObject([
      { method: "POST", path: "/payments", idempotencyKey: "k1", body: { amount: 500 } },
    ]);
    const other = await send("POST", "/tenant/payments", { amount: 900 }, { "idempotency-key": "k1" });
    expect(other.status).toBe(422);
  });

  it("counts two posts without a key as two effects", async () => {
    await send("POST", "/tenant/payments", { amount: 500 });
    await send("POST", "/tenant/payments", { amount: 500 });
    expect((await send("GET", "/_sandbox/tenant/effects")).body).toHaveLength(2);
  });

  it("requires the configured authorization", async () => {
    await send("POST", "/_sandbox/tenant/settings", { authorization: "Bearer good" });
    expect((await send("POST", "/tenant/orders", {})).status).toBe(401);
    expect((await send("POST", "/tenant/orders", {}, { authorization: "Bearer good" })).status).toBe(201);
  });

  it("returns objects stored by a test", async () => {
    await send("POST", "/_sandbox/tenant/objects", { path: "/orders", objects: [{ id: "A7", status: "shipped" }] });
    expect((await send("GET", "/tenant/orders/A7")).body.status).toBe("shipped");
  });
});

describe("control", () => {
  it("lists one provider's calls after a given number, in order", async () => {
    await send("GET", "/tenant/a?x=1");
    await send("POST", "/tenant/b", { y: 2 }, { "x-mark": "m" });
    await send("GET", "/twilio/nothing");
    const calls = (await send("GET", "/_sandbox/requests?provider=tenant")).body;
    expect(calls).toMatchObject([
      { n: 1, method: "GET", path: "/tenant/a", query: { x: "1" }, body: null },
      { n: 2, method: "POST", path: "/tenant/b", headers: { "x-mark": "m" }, body: { y: 2 } },
    ]);
    expect(Date.parse(calls[0].time)).not.toBeNaN();
    expect((await send("GET", "/_sandbox/requests?since=2")).body).toMatchObject([{ provider: "twilio" }]);
  });

  it("injects a fault the given number of times, only into matching calls, with the given body", async () => {
    await send("POST", "/_sandbox/faults", { provider: "tenant", match: "POST /tenant/orders", status: 503, times: 2 });
    expect((await send("GET", "/tenant/orders")).status).toBe(200);
    expect((await send("POST", "/tenant/orders", {})).status).toBe(503);
    expect((await send("POST", "/tenant/orders", {})).status).toBe(503);
    expect((await send("POST", "/tenant/orders", {})).status).toBe(201);
    const fault = { provider: "tenant", match: "magic", status: 400, times: 1, body: { no: 1 }, retryAfter: 7 };
    await send("POST", "/_sandbox/faults", fault);
    const failed = await send("POST", "/tenant/orders", { note: "magic" });
    expect(failed).toMatchObject({ status: 400, body: { no: 1 } });
    expect(failed.headers.get("retry-after")).toBe("7");
  });

  it("applies the effect at once and answers late", async () => {
    await send("POST", "/_sandbox/faults", { provider: "tenant", delayMs: 1_000, times: 1 });
    let answered = false;
    const late = send("POST", "/tenant/orders", {}).finally(() => {
      answered = true;
    });
    while ((await send("GET", "/_sandbox/tenant/effects")).body.length === 0) expect(answered).toBe(false);
    expect(answered).toBe(false);
    expect((await late).status).toBe(201);
  });

  it("drops the connection before or after the effect", async () => {
    await send("POST", "/_sandbox/faults", { provider: "tenant", drop: "before", times: 1 });
    await expect(send("POST", "/tenant/orders", {})).rejects.toThrow();
    expect((await send("GET", "/_sandbox/tenant/effects")).body).toHaveLength(0);
    await send("POST", "/_sandbox/faults", { provider: "tenant", drop: "after", times: 1 });
    await expect(send("POST", "/tenant/orders", {})).rejects.toThrow();
    expect((await send("GET", "/_sandbox/tenant/effects")).body).toHaveLength(1);
  });

  it("explains an invalid control call", async () => {
    const bad = await send("POST", "/_sandbox/faults", { provider: "nobody", status: 500 });
    expect(bad.status).toBe(400);
    expect(bad.body.error.message).toContain("provider must be one of twilio, meta");
    expect((await send("POST", "/_sandbox/faults", { provider: "tenant" })).status).toBe(400);
    expect((await send("GET", "/_sandbox/nothing")).status).toBe(404);
  });

  it("answers 404 for an unknown provider", async () => {
    expect((await send("GET", "/nobody")).status).toBe(404);
  });
});
