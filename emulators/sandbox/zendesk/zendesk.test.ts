import { startSandbox } from "../../sandbox.ts";
import { sandboxZendesk } from "../credentials.ts";
import { callerOf, webhookReceiver } from "../test-receiver.ts";
import { hmacSha256Signature } from "../webhook.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());
beforeEach(() => control("reset"));

const basic = (credentials: string) => ({ authorization: `Basic ${btoa(credentials)}` });
const call = callerOf(sandbox.url, basic(`ops@example.com/token:${sandboxZendesk.apiKey}`));
const control = (name: string, body: unknown = {}) => call(`POST /_sandbox/${name}`, body);
const given = {
  subject: "Late report",
  comment: { body: "Where is it?" },
  requester: { name: "Asha", email: "asha@example.com" },
  external_id: "conv-1",
  priority: "high",
  tags: ["VIP"],
};
const create = (ticket: object = given, headers: Record<string, string> = {}) =>
  call("POST /zendesk/api/v2/tickets.json", { ticket }, headers);

describe("a ticket", () => {
  it("can be created, read, listed and found by its external id", async () => {
    const { status, body, headers } = await create();
    expect(status).toBe(201);
    expect(body.ticket).toMatchObject({ status: "new", priority: "high", description: "Where is it?", tags: ["vip"] });
    expect(headers.get("location")).toBe(body.ticket.url);
    await create({ ...given, external_id: "conv-2" });
    expect((await call(`GET /zendesk/api/v2/tickets/${body.ticket.id}`)).body.ticket).toEqual(body.ticket);
    expect((await call("GET /zendesk/api/v2/tickets.json?external_id=conv-1")).body).toMatchObject({ count: 1 });
    const query = encodeURIComponent('type:ticket external_id:"conv-1" status<solved');
    const { results, count } = (await call(`GET /zendesk/api/v2/search.json?query=${query}`)).body;
    expect([count, results[0].id, results[0].result_type]).toEqual([1, body.ticket.id, "ticket"]);
    expect((await call("GET /zendesk/api/v2/search?query=external_id:conv-9")).body.count).toBe(0);
  });

  it("can be changed and commented until it is closed", async () => {
    const { id } = (await create()).body.ticket;
    const change = (ticket: object) => call(`PUT /zendesk/api/v2/tickets/${id}.json`, { ticket });
    const commented = await change({ comment: { body: "Looking", public: false }, additional_tags: ["late"] });
    expect(commented.body.ticket).toMatchObject({ status: "open", tags: ["vip", "late"], subject: "Late report" });
    const { comments } = (await call(`GET /zendesk/api/v2/tickets/${id}/comments.json`)).body;
    expect(comments).toMatchObject([
      { body: "Where is it?", public: true },
      { body: "Looking", public: false },
    ]);
    expect(await change({ status: "asleep" })).toMatchObject({ status: 422, body: { error: "RecordInvalid" } });
    expect(await change({ safe_update: true, updated_stamp: "2000-01-01T00:00:00Z" })).toMatchObject({ status: 409 });
    await change({ status: "closed" });
    expect((await change({ comment: { body: "more" } })).status).toBe(422);
  });

  it("is created once per idempotency key", async () => {
    const key = { "idempotency-key": "k1" };
    const first = await create(given, key);
    const second = await create(given, key);
    expect([first, second].map(({ headers }) => headers.get("x-idempotency-lookup"))).toEqual(["miss", "hit"]);
    expect(second.body.ticket.id).toBe(first.body.ticket.id);
    const other = await create({ ...given, subject: "Other" }, key);
    expect(other).toMatchObject({ status: 400, body: { error: "IdempotentRequestError" } });
    expect((await call("GET /zendesk/api/v2/tickets")).body.count).toBe(1);
  });

  it("needs a text, and a name for a new requester", async () => {
    expect(await create({ subject: "x" })).toMatchObject({
      status: 422,
      body: { details: { base: [{ description: "Description: cannot be blank", error: "BlankValue" }] } },
    });
    expect((await create({ comment: { body: "x" }, requester: { email: "new@example.com" } })).status).toBe(422);
    expect((await call("GET /zendesk/api/v2/tickets/1")).body).toEqual({
      error: "RecordNotFound",
      description: "Not found",
    });
  });

  it("is found by search only after the configured delay", async () => {
    await control("zendesk/settings", { searchLagMs: 60_000 });
    await create();
    expect((await call("GET /zendesk/api/v2/search?query=external_id:conv-1")).body.count).toBe(0);
    expect((await call("GET /zendesk/api/v2/tickets?external_id=conv-1")).body.count).toBe(1);
  });

  it("is listed page by page", async () => {
    for (const external_id of ["1", "2", "3"]) await create({ ...given, external_id });
    const first = (await call("GET /zendesk/api/v2/tickets.json?per_page=2")).body;
    expect([first.tickets.length, first.count, first.previous_page]).toEqual([2, 3, null]);
    const second = (await call(`GET ${first.next_page.slice(sandbox.url.length)}`)).body;
    expect([second.tickets.length, second.next_page]).toEqual([1, null]);
  });
});

it("has a requester who is created once and then updated", async () => {
  const save = (user: object) => call("POST /zendesk/api/v2/users/create_or_update", { user });
  const made = await save({ name: "Asha", email: "asha@example.com" });
  const changed = await save({ email: "ASHA@example.com", phone: "+919876543210" });
  expect([made.status, changed.status]).toEqual([201, 200]);
  expect(changed.body.user).toMatchObject({ id: made.body.user.id, name: "Asha", phone: "+919876543210" });
  expect((await create()).body.ticket.requester_id).toBe(made.body.user.id);
});

describe("authentication", () => {
  it.each([
    [{ authorization: "" }, 401],
    [basic(`ops@example.com:${sandboxZendesk.apiKey}`), 401],
    [basic("ops@example.com/token:wrong"), 401],
    [{ authorization: "Bearer an-oauth-token" }, 200],
  ])("with %j answers %i", async (headers, status) => {
    expect((await call("GET /zendesk/api/v2/users/me", undefined, headers)).status).toBe(status);
  });
});

describe("the webhook", () => {
  it("gets an agent's changes, signed over timestamp and body", async () => {
    const hook = await webhookReceiver();
    await create();
    const change = { externalId: "conv-1", comment: { body: "Here it is" }, status: "solved" };
    const { body } = await control("zendesk/webhook", { ...change, url: hook.url, secret: "s", times: 2 });
    await hook.close();
    expect(body.statuses).toEqual([200, 200, 200, 200]);
    expect(hook.bodies()).toMatchObject([
      { type: "zen:event-type:ticket.comment_added", event: { comment: { body: "Here it is", is_public: true } } },
      { type: "zen:event-type:ticket.comment_added" },
      { type: "zen:event-type:ticket.status_changed", event: { current: "SOLVED", previous: "NEW" } },
      { detail: { id: String(body.ticket.id), status: "SOLVED", external_id: "conv-1" } },
    ]);
    for (const { headers, rawBody } of hook.received) {
      const signed = `${headers["x-zendesk-webhook-signature-timestamp"]}${rawBody}`;
      expect(headers["x-zendesk-webhook-signature"]).toBe(hmacSha256Signature("s", signed, "base64"));
      expect(headers["x-zendesk-webhook-id"]).toBeDefined();
    }
    const invocations = hook.received.map(({ headers }) => headers["x-zendesk-webhook-invocation-id"]);
    expect(new Set(invocations).size).toBe(2);
  });

  it("carries a trigger's payload", async () => {
    const hook = await webhookReceiver();
    await create();
    await control("zendesk/settings", { url: hook.url });
    await control("zendesk/webhook", { externalId: "conv-1", payload: { ticket: 1 } });
    await hook.close();
    expect(hook.bodies()).toEqual([{ ticket: 1 }]);
  });
});

it("answers with a retry delay on request", async () => {
  await control("faults", { provider: "zendesk", status: 429, times: 1, retryAfter: 3 });
  const limited = await create();
  expect(limited).toMatchObject({ status: 429, body: { error: "APIRateLimitExceeded" } });
  expect(limited.headers.get("retry-after")).toBe("3");
  expect((await create()).status).toBe(201);
});
