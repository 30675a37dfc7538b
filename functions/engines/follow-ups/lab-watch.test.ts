import { type Sandbox, startSandbox } from "../../../emulators/sandbox.ts";
import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import { followUpRequested, type LabOrderDue, type LabOrderPlaced, labOrderDue } from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import type { Event, StepContext } from "../../../shared/runtime/step.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { checkLabOrderStep, type LabWatch, watchLabOrder } from "./lab-watch.ts";

const tenantId = TenantId.parse("client_1");
const placed: LabOrderPlaced = {
  orderKey: "k1",
  orderId: "L-7",
  integration: "lab",
  customerId: "customer-1",
  conversationId: "conversation-1",
  tests: ["CBC", "TSH"],
  placedAt: "2026-12-01T10:00:00.000Z",
};
const now = new Date("2026-12-01T10:30:00.000Z");
const config = minimalConfig(`  integrations:
    available:
      - { name: lab, type: healthcare_it, config: { api_base: "https://lab.example", auth_type: none, poll_minutes: 20 } }
  business_logic:
    outbound_retargeting:
      triggers:
        - { condition: test_results_ready, delay: 0, channel: whatsapp, facts: [tests], message: "The results of {tests} are ready." }
`);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());
beforeEach(() => control("reset", {}));

const control = (path: string, body: object) =>
  fetch(`${sandbox.url}/_sandbox/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

function event<T>(data: T): Event<T> {
  return { id: "e1", type: "t", tenantId, key: "k1", causationId: null, occurredAt: now.toISOString(), data };
}

const summary = {
  state: { channel: "whatsapp", accountAddress: "+14155238886", customer: { address: "+919800000001", name: "Ravi" } },
};
const step = checkLabOrderStep({
  documents: { get: async () => ({ id: "conversation-1", version: "1", data: summary }) } as unknown as Documents,
  secret: async () => "unused",
  fetch: globalThis.fetch,
  get tenantApiBaseUrl() {
    return `${sandbox.url}/tenant`;
  },
  activeConfig: async () => ({ name: "main", version: 1 }),
  config: async () => config,
});

const ordered = watchLabOrder.decide(undefined, event(placed), undefined, now)?.document as LabWatch;

async function check(watch: LabWatch, data: LabOrderDue, at = now) {
  const ctx = { log: createLogger({ level: "silent" }), now: at, signal: new AbortController().signal };
  const look = await step.gather?.(watch, event(data), ctx as unknown as StepContext);
  return step.decide(watch, event(data), look, at);
}

test("an order is looked at once after a minute, and a repeated event begins nothing new", () => {
  const decision = watchLabOrder.decide(undefined, event(placed), undefined, now);
  expect(decision?.schedule).toMatchObject([
    { type: labOrderDue.type, at: new Date("2026-12-01T10:31:00.000Z"), name: "lab-order-k1-1" },
  ]);
  expect(watchLabOrder.decide(ordered, event(placed), undefined, now)).toBeUndefined();
});

test("an open order is looked at again, also when the laboratory does not answer", async () => {
  await control("tenant/objects", { path: "/orders", objects: [{ id: "L-7", status: "collected" }] });
  const again = { document: { check: 2, status: "ordered" }, schedule: [{ at: new Date("2026-12-01T10:50:00.000Z") }] };
  expect(await check(ordered, { orderKey: "k1", check: 1 })).toMatchObject(again);
  await control("faults", { provider: "tenant", status: 503, times: 1 });
  expect(await check(ordered, { orderKey: "k1", check: 1 })).toMatchObject(again);
});

test("results that are there trigger test_results_ready, once", async () => {
  await control("tenant/objects", { path: "/orders", objects: [{ id: "L-7", status: "final" }] });
  const decision = await check(ordered, { orderKey: "k1", check: 1 });
  expect(decision).toMatchObject({
    document: { status: "ready" },
    publish: [
      {
        type: followUpRequested.type,
        data: {
          condition: "test_results_ready",
          recipient: { address: "+919800000001", name: "Ravi" },
          content: { text: "The results of CBC, TSH are ready." },
        },
      },
    ],
  });
  const ready = decision?.document as LabWatch;
  expect(await check(ready, { orderKey: "k1", check: 1 })).toBeUndefined();
  expect(await check({ ...ordered, check: 2 }, { orderKey: "k1", check: 1 })).toBeUndefined();
});

test("an order without results for two weeks is left alone", async () => {
  await control("tenant/objects", { path: "/orders", objects: [{ id: "L-7", status: "collected" }] });
  const late = await check(ordered, { orderKey: "k1", check: 1 }, new Date("2026-12-15T09:50:00.000Z"));
  expect(late).toMatchObject({ document: { status: "overdue" } });
  expect(late?.schedule ?? []).toEqual([]);
});
