import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { messageReceived, webhookAttemptDue } from "../../../shared/events/index.ts";
import { createOutboundRequest } from "../../../shared/outbound/outbound-request.ts";
import { put } from "../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import { createRunner } from "../../../shared/runtime/runner.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { type StubbedAnswer, type StubbedCall, serveStub } from "../../../shared/tools/fixtures.ts";
import { attemptStep } from "./attempt.ts";
import { endpoints } from "./endpoints.ts";
import { fanOutStep } from "./fan-out.ts";
import { openDelivery } from "./open-delivery.ts";
import { type WebhookDelivery, webhookDeliveries, webhookFanOuts } from "./webhook-delivery.ts";
import { newEndpoint, newSecret, type WebhookEndpoint, webhookEndpoints } from "./webhook-endpoint.ts";
import { webhookSources } from "./webhook-events.ts";

const tenantId = TenantId.parse("bakery");
const otherTenant = TenantId.parse("garage");
/** Of now: a delivery that expired by the clock is no longer read. */
const start = Date.now();

let folder: string;
let platform: EmbeddedPlatform;
let receiver: Awaited<ReturnType<typeof serveStub>>;
let answer: (call: StubbedCall) => StubbedAnswer;
let clock: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "webhooks-"));
  platform = openEmbedded({ dataDir: folder });
  answer = () => ({ status: 204 });
  receiver = await serveStub((call) => answer(call));
  clock = start;
});
afterEach(async () => {
  await platform.close(1_000);
  await receiver.close();
  rmSync(folder, { recursive: true });
});

function open(tenantApiBaseUrl: string | undefined = receiver.url) {
  const { documents } = platform;
  const runner = createRunner({
    platform,
    senders: {},
    log: createLogger({ level: "silent" }),
    now: () => new Date(clock),
  });
  const configs = { pointers: async () => undefined, parsed: () => Promise.reject(new Error("none")) };
  const fanOut = fanOutStep(
    webhookSources.messageReceived,
    endpoints({ documents, configs, now: () => new Date(clock) }),
  );
  const outbound = createOutboundRequest({ fetch, tenantApiBaseUrl });
  const attempt = attemptStep({ documents, keys: platform.keys, outbound, timeoutMs: 300 });
  return { runner, fanOut, attempt };
}

async function withEndpoint(over: Partial<WebhookEndpoint> = {}, tenant = tenantId): Promise<WebhookEndpoint> {
  const at = new Date(start).toISOString();
  const endpoint: WebhookEndpoint = {
    ...newEndpoint(
      {
        id: "crm",
        url: "https://crm.bakery.example/hook",
        description: null,
        events: ["message.received"],
        channels: null,
        integration: null,
        secretName: null,
      },
      at,
    ),
    ...over,
  };
  await platform.documents.commit(tenant, [put(webhookEndpoints, endpoint.id, endpoint)]);
  return endpoint;
}

function received(id = "wamid-1", tenant = tenantId) {
  return {
    id,
    type: messageReceived.type,
    tenantId: tenant,
    key: "c1",
    causationId: null,
    occurredAt: new Date(start).toISOString(),
    data: messageReceived.schema.parse({
      conversationId: "c1",
      messageId: id,
      channel: "whatsapp",
      accountAddress: null,
      customerAddress: "+919812345601",
      customerName: "आशा",
      text: "क्या आज केक मिलेगा?",
      attachments: [],
      choiceId: null,
      thread: null,
      configName: null,
    }),
  };
}

const deliveryOf = (eventId = "wamid-1", endpointId = "crm") => deriveId("webhook", eventId, endpointId);

async function delivery(id = deliveryOf()) {
  return (await platform.documents.get(tenantId, webhookDeliveries.collection, id))?.data.state;
}

async function allDeliveries(tenant = tenantId) {
  const query = {
    where: [["state.endpointId", "==", "crm"]] as const,
    orderBy: { field: "state.createdAt", direction: "desc" as const },
    limit: 100,
  };
  return (await platform.documents.query(tenant, webhookDeliveries.collection, query)).items;
}

async function startBus(parts = open()) {
  for (const step of [
    parts.runner.subscription(parts.fanOut as never),
    parts.runner.subscription(openDelivery as never),
  ])
    platform.bus.subscribe(step);
  platform.bus.subscribe(parts.runner.subscription(parts.attempt as never));
  await platform.bus.start();
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Opens the delivery of an event and makes one attempt, without the bus. */
async function attemptOnce(number: number, parts = open()) {
  const webhook = { eventId: "wamid-1", type: "message.received", conversationId: "c1", body: '{"a":1}' };
  const ids = { deliveryId: deliveryOf(), conversationId: "c1" };
  const base = { ...received(), key: ids.deliveryId };
  const requested = { ...base, id: "open", data: { ...ids, customerId: null, endpointId: "crm", webhook } };
  await parts.runner.run(openDelivery, requested);
  const due = { ...base, id: `due-${number}`, type: webhookAttemptDue.type, data: { ...ids, attempt: number } };
  return parts.runner.run(parts.attempt, due);
}

const headersOf = (call: StubbedCall | undefined) => call?.headers as Record<string, string>;

test("a verified webhook arrives at the endpoint that chose the event, and at no other tenant's", async () => {
  // The library that verifies refuses signatures of another time than its own.
  clock = Date.now();
  const { secret } = await withEndpoint();
  await withEndpoint({ id: "other", url: "https://other.example/hook", events: ["payment.settled"] });
  await withEndpoint({}, otherTenant);
  await startBus();
  await platform.bus.publish([received()]);
  await until(async () => (await delivery())?.status === "delivered");
  const [call, ...more] = receiver.received;
  expect(more).toEqual([]);
  expect(new Webhook(secret).verify(call?.body ?? "", headersOf(call), { jsonParse: true })).toBeDefined();
  expect(JSON.parse(call?.body ?? "")).toMatchObject({
    type: "message.received",
    data: { conversation_id: "c1", text: "क्या आज केक मिलेगा?", name: "आशा" },
  });
  expect(headersOf(call)["webhook-id"]).toBe("wamid-1");
  expect(await allDeliveries(otherTenant)).toEqual([]);
});

test("events delivered twice, with the product closed in between, have one record and one request each", async () => {
  await withEndpoint();
  const events = Array.from({ length: 10 }, (_, index) => received(`wamid-${index}`));
  await platform.bus.publish(events);
  await platform.close(1_000);
  platform = openEmbedded({ dataDir: folder });
  await startBus();
  await platform.bus.publish(events);
  await until(
    async () => (await allDeliveries()).filter(({ data }) => data.state.status === "delivered").length === 10,
  );
  expect(await allDeliveries()).toHaveLength(10);
  expect(receiver.received.map(({ headers }) => headers["webhook-id"]).sort()).toEqual(
    events.map(({ id }) => id).sort(),
  );
});

test.each<[string, StubbedAnswer, object]>([
  ["an error", { status: 500, body: "x".repeat(5_000) }, { status: 500, answer: "x".repeat(1_024) }],
  ["a redirect, not followed", { status: 302, headers: { location: "http://169.254.169.254/" } }, { status: 302 }],
  ["silence", { silence: "hang" }, { status: null, error: expect.stringContaining("timeout") }],
  ["a cut connection", { silence: "drop" }, { status: null, error: expect.stringContaining("unreachable") }],
])("%s is logged and the attempt is made again", async (_, given, logged) => {
  await withEndpoint();
  answer = () => given;
  expect(await attemptOnce(1)).toMatchObject({ status: "pending", nextAttempt: 2, attempts: [logged] });
  answer = () => ({ status: 200 });
  expect(await attemptOnce(2)).toMatchObject({ status: "delivered", attempts: [logged, { status: 200 }] });
  expect(receiver.received).toHaveLength(2);
});

test("an attempt that was made already is not made again", async () => {
  await withEndpoint();
  await attemptOnce(1);
  await attemptOnce(1);
  expect(receiver.received).toHaveLength(1);
});

test("a private address is never called", async () => {
  await withEndpoint({ url: "https://169.254.169.254/latest" });
  const { runner } = open();
  let called = 0;
  const outbound = createOutboundRequest({
    tenantApiBaseUrl: undefined,
    fetch: async () => {
      called += 1;
      return new Response();
    },
  });
  const attempt = attemptStep({ documents: platform.documents, keys: platform.keys, outbound });
  const after = await attemptOnce(1, { ...open(), runner, attempt });
  expect(after?.attempts).toMatchObject([{ error: expect.stringContaining("endpoint-refused") }]);
  expect(called).toBe(0);
});

test("an endpoint that accepts nothing for a day is disabled, and says why", async () => {
  await withEndpoint();
  answer = () => ({ status: 503 });
  await attemptOnce(1);
  clock = start + 23 * 3_600_000;
  expect(await attemptOnce(2)).toMatchObject({ status: "pending" });
  clock = start + 25 * 3_600_000;
  expect(await attemptOnce(3)).toMatchObject({ status: "failed" });
  const endpoint = await platform.documents.get(tenantId, webhookEndpoints, "crm");
  expect(endpoint?.data.disabled?.reason).toContain("503");
});

test("an endpoint that is gone is disabled at once", async () => {
  await withEndpoint();
  answer = () => ({ status: 410 });
  expect(await attemptOnce(1)).toMatchObject({ status: "failed" });
  expect((await platform.documents.get(tenantId, webhookEndpoints, "crm"))?.data.disabled?.reason).toContain("410");
});

test("both secrets sign during a rotation, and only the new one after it", async () => {
  const previous = newSecret();
  clock = Date.now();
  const until = new Date(clock + 60_000).toISOString();
  const { secret } = await withEndpoint({ previousSecret: { secret: previous, until } });
  answer = () => ({ status: 500 });
  await attemptOnce(1);
  clock += 61_000;
  await attemptOnce(2);
  const [during, after] = receiver.received;
  for (const valid of [secret, previous])
    expect(() => new Webhook(valid).verify(during?.body ?? "", headersOf(during))).not.toThrow();
  expect(() => new Webhook(secret).verify(after?.body ?? "", headersOf(after))).not.toThrow();
  expect(() => new Webhook(previous).verify(after?.body ?? "", headersOf(after))).toThrow();
});

test("the tenant's own secret signs where the configuration names one, and its absence is told", async () => {
  clock = Date.now();
  await withEndpoint({ integration: "zendesk", secretName: "HOOK_SECRET" });
  expect(await attemptOnce(1)).toMatchObject({
    status: "pending",
    attempts: [{ error: expect.stringContaining("HOOK_SECRET") }],
  });
  expect(receiver.received).toEqual([]);
  writeFileSync(
    join(folder, "secrets.json"),
    JSON.stringify({ [tenantId]: { HOOK_SECRET: "a long text of our own" } }),
  );
  expect(await attemptOnce(2)).toMatchObject({ status: "delivered" });
  const [call] = receiver.received;
  const secret = Buffer.from("a long text of our own").toString("base64");
  expect(() => new Webhook(secret).verify(call?.body ?? "", headersOf(call))).not.toThrow();
});

test("an event that happened before the endpoint was created is not told to it", async () => {
  await withEndpoint({ createdAt: new Date(start + 1).toISOString() });
  const { runner, fanOut } = open();
  expect(await runner.run(fanOut, received())).toBeUndefined();
  clock = start + 60_000;
  expect(await runner.run(fanOut, { ...received("wamid-2"), occurredAt: new Date(clock).toISOString() })).toBeDefined();
});

test("an account's endpoint receives the events of the account's channels", async () => {
  await withEndpoint({ integration: "twilio_sms", channels: ["sms"] });
  const { runner, fanOut } = open();
  expect(await runner.run(fanOut, received())).toBeUndefined();
});

test("deliveries and fan-outs expire a while after their last change", () => {
  const at = new Date(start).toISOString();
  const state = { status: "delivered", updatedAt: at } as WebhookDelivery;
  expect(webhookDeliveries.collection.expiry?.(newOwned(state))).toEqual(new Date(start + 30 * 86_400_000));
  const fanOut = { conversationId: null, customerId: null, endpoints: 1, at };
  expect(webhookFanOuts.collection.expiry?.(newOwned(fanOut))).toEqual(new Date(start + 35 * 86_400_000));
});
