import { sandboxSendGrid } from "../../../../emulators/sandbox/credentials.ts";
import { eventsWebhook } from "../../../../emulators/sandbox/sendgrid/events.ts";
import { type ServedWebhooks, serveWebhooks } from "../fixture.ts";

let webhooks: ServedWebhooks;
beforeAll(async () => {
  webhooks = await serveWebhooks({
    tenants: { clinic: "", shop: "" },
    secrets: {
      _platform: { SENDGRID_WEBHOOK_PUBLIC_KEY: sandboxSendGrid.webhookPublicKey },
      shop: { SENDGRID_WEBHOOK_PUBLIC_KEY: "bm90IGEga2V5" },
    },
  });
});
beforeEach(() => void webhooks.published.splice(0));
afterAll(() => webhooks.close());

const ids = { t: "clinic", c: "c1", u: "u1", m: "m1" };
const event = (name: string, more: object = {}) => ({
  email: "asha@example.in",
  event: name,
  sg_event_id: `event-${name}`,
  sg_message_id: "x-message-id.recvd-1-2-3",
  ...ids,
  ...more,
});

async function post(
  events: readonly Record<string, unknown>[],
  how: { at?: Date; body?: string; query?: string } = {},
) {
  const { headers, body } = eventsWebhook("", events, how.at ?? new Date());
  const url = `${webhooks.url}/webhooks/sendgrid${how.query ?? ""}`;
  const response = await fetch(url, { method: "POST", headers, body: how.body ?? body });
  return response.status;
}
const reported = () => webhooks.published.map(({ type, data }) => ({ type, ...(data as object) }));

it.each([
  ["processed", {}, { status: "queued", errorCode: null }],
  ["delivered", {}, { status: "delivered", errorCode: null }],
  ["open", {}, { status: "read", errorCode: null }],
  [
    "bounce",
    { status: "5.1.1", reason: "550 <asha@example.in> unknown" },
    { status: "failed", errorCode: "bounce-5.1.1" },
  ],
  ["bounce", { type: "blocked", status: "4.7.1" }, { status: "failed", errorCode: "blocked-4.7.1" }],
  ["dropped", { reason: "Bounced Address" }, { status: "failed", errorCode: "dropped-bounced-address" }],
])("reports the delivery status: %s %j", async (name, more, expected) => {
  expect(await post([event(name, more)])).toBe(200);
  const about = { conversationId: "c1", turnId: "u1", messageId: "m1", providerMessageId: "x-message-id" };
  expect(reported()).toEqual([{ type: "delivery-reported", ...about, ...expected }]);
});

it("lets a report follow from the send's span, which the mail brought along", async () => {
  const trace = "00-6a0b1c2d3e4f5061728394a5b6c7d8e9-00f067aa0ba902b7-01";
  expect(await post([event("delivered", { w: trace })])).toBe(200);
  expect(webhooks.published).toMatchObject([{ type: "delivery-reported", trace }]);
  expect(reported()).toEqual([expect.not.objectContaining({ trace })]);
});

it.each(["spamreport", "unsubscribe", "group_unsubscribe"])("treats %s as an opt-out of email", async (name) => {
  await post([event(name)]);
  expect(reported()).toEqual([
    { type: "opt-out-reported", conversationId: "c1", channel: "email", wording: `E-mail ${name}`, message: null },
  ]);
});

it("ignores irrelevant events and other products' mails", async () => {
  const foreign = { event: "delivered", sg_event_id: "e", sg_message_id: "m", email: "x@y.in" };
  expect(await post([event("deferred"), event("open", { sg_machine_open: true }), foreign])).toBe(200);
  expect(webhooks.published).toEqual([]);
});

it("gives a repeated event the same id", async () => {
  await Promise.all(Array.from({ length: 10 }, () => post([event("delivered"), event("open")])));
  expect(webhooks.published).toHaveLength(20);
  expect(new Set(webhooks.published.map(({ id }) => id)).size).toBe(2);
});

describe("verification", () => {
  it("rejects a body changed by one byte, even the last line break", async () => {
    const { body } = eventsWebhook("", [event("delivered")], new Date());
    expect(await post([event("delivered")], { body: String(body).trimEnd() })).toBe(403);
    expect(await post([event("delivered")], { body: String(body).replace("clinic", "client") })).toBe(403);
  });

  it("rejects a timestamp more than five minutes in the past or future", async () => {
    const minutes = (count: number) => new Date(Date.now() + count * 60_000);
    expect(await post([event("delivered")], { at: minutes(-6) })).toBe(403);
    expect(await post([event("delivered")], { at: minutes(6) })).toBe(403);
    expect(await post([event("delivered")], { at: minutes(-4) })).toBe(200);
  });

  it("ignores another account's events about a tenant with its own key", async () => {
    await post([event("delivered", { t: "shop" }), event("open")]);
    expect(webhooks.published.map(({ tenantId }) => tenantId)).toEqual(["clinic"]);
    expect(await post([event("delivered", { t: "nobody" })], { query: "?client_id=shop" })).toBe(403);
  });

  it("rejects a request without a signature", async () => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${webhooks.url}/webhooks/sendgrid`, { method: "POST", headers, body: "[]" });
    expect(response.status).toBe(403);
  });
});
