import { openTestApi, problem } from "./test-api.ts";

let api: Awaited<ReturnType<typeof openTestApi>>;

beforeEach(async () => {
  api = await openTestApi();
});

afterEach(() => api.close());

describe("Idempotency-Key", () => {
  const keyed = { "Idempotency-Key": "order-1" };

  it("returns the first response to a repeat without running the handler again", async () => {
    const first = await api.post({ name: "one" }, keyed);
    const repeat = await api.post({ name: "one" }, keyed);
    expect([first.status, repeat.status]).toEqual([201, 201]);
    expect(await repeat.json()).toEqual(await first.json());
    expect(repeat.headers.get("idempotent-replayed")).toBe("true");
    expect(api.doings.calls).toBe(1);
  });

  it("rejects the same key with another body", async () => {
    await api.post({ name: "one" }, keyed);
    expect(await problem(api.post({ name: "two" }, keyed))).toMatchObject({
      status: 422,
      code: "idempotency-key-reused",
    });
  });

  it("returns 409 while the first request is running", async () => {
    const first = api.post({ name: "slow" }, keyed);
    while (api.doings.calls === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(await problem(api.post({ name: "slow" }, keyed))).toMatchObject({
      status: 409,
      code: "idempotency-in-progress",
    });
    api.doings.finishSlow();
    expect((await first).status).toBe(201);
  });

  it("runs the handler once for ten concurrent requests", async () => {
    let refused = 0;
    const calls = Array.from({ length: 10 }, async () => {
      const answer = await api.post({ name: "slow" }, keyed);
      if (answer.status === 409 && ++refused === 9) api.doings.finishSlow();
      return answer;
    });
    const answers = await Promise.all(calls);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(api.doings.calls).toBe(1);
  });

  it("releases the key after a failure", async () => {
    expect((await api.post({ name: "busy" }, keyed)).status).toBe(503);
    expect((await api.post({ name: "busy" }, keyed)).status).toBe(503);
    expect(api.doings.calls).toBe(2);
  });

  it("with a handler that recognises repeats itself, still rejects the key with another body", async () => {
    const own = (body: object, caller = "admin") => api.post(body, { ...keyed, "X-Api-Key": caller }, "/v1/things/own");
    expect((await own({ name: "one" })).status).toBe(200);
    expect(await problem(own({ name: "two" }))).toMatchObject({ status: 422, code: "idempotency-key-reused" });
    expect((await own({ name: "one" })).status).toBe(200);
    expect((await own({ name: "two" }, "admin/another")).status).toBe(200);
    expect(api.doings.calls).toBe(3);
  });

  it("separates the keys of different callers", async () => {
    await api.post({ name: "one" }, keyed);
    await api.post({ name: "one" }, { ...keyed, "X-Api-Key": "admin/another" });
    expect(api.doings.calls).toBe(2);
  });
});
