import { setTimeout as sleep } from "node:timers/promises";
import { configVersions } from "../../../shared/config/versions/versions.ts";
import { demoRemovalDue, demoViewed } from "../../../shared/events/index.ts";
import { put } from "../../../shared/platform/documents.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { createRunner } from "../../../shared/runtime/runner.ts";
import { openTestPlatform } from "../../../shared/runtime/runner-fixture.ts";
import type { AnyStep } from "../../../shared/runtime/step.ts";
import { createSecretLinks } from "../../../shared/security/links/secret-link.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { appointments } from "../../../shared/tools/calendar/appointments.ts";
import { type FaultPlan, faultyPlatform } from "../../../tests/chaos/faulty-platform.ts";
import { platformCollections } from "../../app/collections/platform-collections.ts";
import { plainCollection } from "../../app/collections/stored-collection.ts";
import { buildDemoStep, demoConfigName } from "./build/build-demo.ts";
import { bundleBlob, demoActivities, demoSandboxes, demos } from "./demo.ts";
import { DemoConfig } from "./demo-config.ts";
import { openDemo } from "./open-demo.ts";
import { recordView } from "./record-view.ts";
import { removeDemoStep } from "./remove-demo.ts";

const tenantId = TenantId.parse("client_123");
const log = createLogger({ level: "silent" });
const retry = { minBackoffMs: 1, maxBackoffMs: 5, maxAttempts: 20 };
const config = DemoConfig.parse({
  industry: "healthcare",
  mock_data: [
    { type: "customer_interactions", count: 5 },
    { type: "knowledge_base", count: 2 },
    { type: "appointments", count: 2 },
  ],
});
const stored = async () => [...platformCollections, plainCollection(demoSandboxes)];

let platform: Platform;
let close: () => Promise<void>;
/** What the next calls of steps suffer: a process that dies before or after one of them. */
let plan: FaultPlan = () => undefined;
let demoNumber = 0;

const links = () => {
  const keys = { ...platform.keys, secret: async () => "only-for-this-test-only-for-this-test" };
  return createSecretLinks({ documents: platform.documents, keys, now: () => new Date() });
};
const stateOf = async (id: string) => (await platform.documents.get(tenantId, demos.collection, id))?.data.state;

beforeAll(async () => {
  ({ platform, close } = openTestPlatform());
  const dying = faultyPlatform(platform, (call) => plan(call));
  const { documents } = dying;
  const configs = configVersions({ documents, bus: dying.bus, now: () => new Date(), log });
  const outbound = async () => new Response(null, { status: 404 });
  const runner = createRunner({ platform: dying, senders: {}, log, now: () => new Date() });
  const { blobs } = platform;
  const steps = [
    buildDemoStep({ documents, blobs, configs, outbound, publicUrl: "http://127.0.0.1:8080" }),
    recordView,
    removeDemoStep({ documents, blobs, links: links(), collections: stored }),
  ] as unknown as readonly AnyStep[];
  for (const step of steps) platform.bus.subscribe(runner.subscription({ ...step, retry }));
  await platform.bus.start();
}, 60_000);
afterAll(() => close(), 30_000);

function open(more: { demoId?: string; password?: string | null } = {}) {
  demoNumber += 1;
  const { demoId = `demo-${demoNumber}`, password = null } = more;
  const wish = {
    tenantId,
    demoId,
    config,
    researchId: null,
    notes: ["From research."],
    seed: "seed",
    state: "live" as const,
    expiresAt: new Date(Date.now() + 86_400_000),
    password,
    caps: null,
    by: "asha",
    at: new Date(),
  };
  return openDemo({ documents: platform.documents, bus: platform.bus, links: links() }, wish);
}

/** Waits for a status. What a death kept from being published is relayed as the sweeper does a minute later. */
async function reach(id: string, status: string) {
  const sweeper = createRunner({ platform, senders: {}, log, now: () => new Date(Date.now() + 3_600_000) });
  for (let tries = 0; tries < 400; tries += 1) {
    const state = await stateOf(id);
    if (state?.status === status) return state;
    if (tries % 10 === 9) await sweeper.sweep([demos as never]);
    await sleep(20);
  }
  throw new Error(`${id} is ${JSON.stringify((await stateOf(id))?.progress)} and not ${status}.`);
}

async function built(given: FaultPlan) {
  const { demo } = await open();
  plan = given;
  const state = await reach(demo.id, "ready");
  plan = () => undefined;
  const booked = await platform.documents.query(demo.sandbox, appointments, { limit: 50 });
  const fresh = configVersions({ documents: platform.documents, now: () => new Date(), log });
  const versions = await fresh.list(demo.sandbox, demoConfigName, { limit: 10 });
  return { booked: booked.items.length, versions: versions.items.length, notes: state.notes, progress: state.progress };
}

it("makes each part once when the process dies before or after any of its writes", async () => {
  let writes = 0;
  const isWrite = (call: string) => call === "commit" || call === "publish";
  const whole = await built((call) => {
    if (isWrite(call)) writes += 1;
    return undefined;
  });
  expect(whole).toMatchObject({ booked: 2, versions: 1, notes: ["From research."], progress: { done: 4, total: 4 } });
  expect(writes).toBeGreaterThan(6);
  for (let at = 1; at <= writes; at += 1) {
    let seen = 0;
    const when = at % 2 === 0 ? ("after" as const) : ("before" as const);
    const survived = await built((call) => {
      if (isWrite(call)) seen += 1;
      return isWrite(call) && seen === at ? { status: "unavailable", when } : undefined;
    });
    expect([at, when, survived]).toEqual([at, when, whole]);
  }
  console.log(`${writes} deaths while a demo was made: ${writes} made once`);
}, 120_000);

it("counts a view once, however often it is delivered", async () => {
  const { demo } = await open();
  await reach(demo.id, "ready");
  const view = (id: string, visitor: string) =>
    envelopeOf(demoViewed, { id, tenantId, key: demo.id, at: new Date(), data: { demoId: demo.id, visitor } });
  const runner = createRunner({ platform, senders: {}, log, now: () => new Date() });
  for (const [envelope, attempt] of [
    [view("v1", "a"), 1],
    [view("v1", "a"), 2],
    [view("v2", "a"), 1],
    [view("v1", "a"), 3],
  ] as const)
    expect(await runner.handle(recordView as unknown as AnyStep, { envelope, attempt } as never)).toEqual({
      type: "done",
    });
  const activity = await platform.documents.get(tenantId, demoActivities.collection, demo.id);
  expect(activity?.data.state).toMatchObject({ views: 2, visitors: ["a"] });
});

it("erases every document and file of the sandbox, also when the process dies in between", async () => {
  const { demo, token } = await open();
  await reach(demo.id, "ready");
  const { documents, blobs, bus } = platform;
  await blobs.put(demo.sandbox, "files/one.txt", Buffer.from("one"), { contentType: "text/plain" });
  const left = async () => {
    const counts = await Promise.all(
      (await stored()).map(async ({ name, collection }) => ({
        name,
        count: (await documents.query(demo.sandbox, { ...collection, confidential: false } as never, { limit: 10 }))
          .items.length,
      })),
    );
    return counts.filter(({ count }) => count > 0).map(({ name }) => name);
  };
  expect(await left()).toEqual(expect.arrayContaining(["demo-sandboxes", "calendar-appointments", "table-rows"]));
  const now = await documents.get(tenantId, demos.collection, demo.id);
  if (!now) throw new Error("There is no demo.");
  const removing = { ...now.data, state: { ...now.data.state, status: "removing" as const } };
  await documents.commit(tenantId, [put(demos.collection, demo.id, removing)]);
  let commits = 0;
  plan = (call) => {
    if (call === "commit") commits += 1;
    const dies = call === "commit" && (commits === 2 || commits === 5);
    return dies ? { status: "unavailable", when: commits === 2 ? "after" : "before" } : undefined;
  };
  for (const round of [0, 1]) {
    const data = { demoId: demo.id, round };
    await bus.publish([envelopeOf(demoRemovalDue, { id: `r${round}`, tenantId, key: demo.id, at: new Date(), data })]);
  }
  await reach(demo.id, "removed");
  plan = () => undefined;
  expect(await left()).toEqual([]);
  expect(await blobs.list(demo.sandbox, "")).toEqual([]);
  expect(await blobs.get(tenantId, bundleBlob(demo.id))).toBeUndefined();
  await expect(links().open(token, { purpose: "demo" })).rejects.toMatchObject({ code: "link-not-found" });
});

it("keeps its password when it is asked for again", async () => {
  const first = await open({ demoId: "twice", password: "lassi-42" });
  const second = await open({ demoId: "twice", password: "lassi-42" });
  expect(second.demo.id).toBe(first.demo.id);
  const opening = links().open(second.token, { purpose: "demo" });
  await expect(opening).rejects.toMatchObject({ code: "link-password-required" });
  const unlock = (password: string) => links().unlock(second.token, { purpose: "demo", password, visitor: "v" });
  await expect(unlock("mango-42")).rejects.toMatchObject({ code: "link-password-wrong" });
  expect((await unlock("lassi-42")).link.target).toBe("twice");
  await expect(links().open(first.token, { purpose: "demo" })).rejects.toMatchObject({ code: "link-not-found" });
});
