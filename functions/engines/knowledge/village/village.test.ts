import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { villageSnapshotId, villageSnapshots } from "../../../../shared/contracts/lifecycle/village.ts";
import { conversationClosed } from "../../../../shared/events/index.ts";
import type { ApiRequest } from "../../../../shared/http/route.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { platformScope, TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { createRunner, type Runner } from "../../../../shared/runtime/runner.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { cases } from "../cases/case.ts";
import { contributeStep } from "./contribute.ts";
import { contributions } from "./contribution.ts";
import { villageRoutes } from "./village-routes.ts";

const taking = minimalConfig("  industry: Health Care\n  village_knowledge: { contribute: true }\n");
const staying = minimalConfig();
const closedAt = "2026-11-03T09:00:00.000Z";

let folder: string;
let platform: EmbeddedPlatform;
let runner: Runner;
let configs: Map<TenantId, TenantConfig>;
let clock: Date;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "village-"));
  clock = new Date("2026-11-20T10:00:00.000Z");
  platform = openEmbedded({ dataDir: folder, now: () => clock });
  configs = new Map();
  runner = createRunner({ platform, senders: {}, log: createLogger({ level: "silent" }), now: () => clock });
});
afterEach(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

const configsOf = async (tenantId: TenantId) => [configs.get(tenantId) ?? staying];

/** A tenant whose October had this many conversations, and its first one of November. */
async function tenant(name: string, { config = taking, conversations = 25 } = {}): Promise<TenantId> {
  const tenantId = TenantId.parse(name);
  configs.set(tenantId, config);
  const of = { customerId: "c", question: "parcel", language: "en", escalated: false, topics: ["complaint"] };
  await platform.documents.commit(
    tenantId,
    Array.from({ length: conversations }, (_, n) => {
      const conversationId = `${name}-${n}`;
      const resolution = { key: "reply", label: "reply" };
      const ended = { ...of, conversationId, resolution, succeeded: true, at: "2026-10-10T10:00:00.000Z" };
      return put(cases.collection, conversationId, newOwned(ended), { expiresAt: new Date("2028-01-01") });
    }),
  );
  await close(tenantId, "first");
  return tenantId;
}

async function close(tenantId: TenantId, id: string, at = closedAt): Promise<void> {
  const step = contributeStep({ documents: platform.documents, configsOf });
  const data = { conversationId: id, reason: "idle", at };
  const event = envelopeOf(conversationClosed, { id, tenantId, key: id, at: new Date(at), data });
  if (await step.filter?.(event)) await runner.run(step, event);
}

function month(tenantId: TenantId, query: object = {}) {
  const [route] = villageRoutes({ documents: platform.documents, configsOf, now: () => clock });
  const request = { identity: { tenantId }, query: { scope: "all", ...query } } as unknown as ApiRequest<
    never,
    never,
    never
  >;
  return route?.handle(request) as Promise<{ body: { month: string; figures: Record<string, unknown> | null } }>;
}

const stored = async () => (await platform.documents.query(platformScope, contributions, { limit: 50 })).items;

it("takes the shares of tenants that take part, once a month, and nothing of the others", async () => {
  const one = await tenant("one");
  await tenant("two", { config: staying });
  await tenant("three", { conversations: 5 });
  await close(one, "second");
  const given = await stored();
  expect(given.map(({ data }) => [data.tenantId, data.month, data.group]).toSorted()).toEqual([
    ["one", "2026-10", "all"],
    ["one", "2026-10", "health care"],
  ]);
  expect(given[0]?.data.shares).toMatchObject({ resolved: 1, complaint: 1, handed_over: 0 });
  expect(JSON.stringify(given)).not.toMatch(/parcel|customer/i);
});

it("withholds a month of fewer than five tenants for good, even when more join afterwards", async () => {
  const tenants = [];
  for (const name of ["a1", "a2", "a3", "a4"]) tenants.push(await tenant(name));
  const [first = TenantId.parse("a1")] = tenants;
  expect((await month(first)).body).toMatchObject({ month: "2026-10", figures: null });
  for (let n = 0; n < 30; n += 1) await tenant(`late${n}`);
  expect((await month(first)).body.figures).toBeNull();
});

it("publishes a month once: a tenant that leaves or joins later changes no figure, and asking again averages nothing", async () => {
  for (let n = 0; n < 40; n += 1) await tenant(`t${n}`);
  const [one, other] = [TenantId.parse("t0"), TenantId.parse("t39")];
  const before = (await month(one)).body;
  expect(before.figures?.resolved).toMatchObject({ share: expect.any(Number), within: expect.any(Number) });
  configs.set(other, staying);
  await tenant("newcomer");
  for (let n = 0; n < 20; n += 1) expect((await month(one)).body).toEqual(before);
});

it("publishes a month by itself at the first conversation after the 14th, with the number of tenants", async () => {
  for (let n = 0; n < 40; n += 1) await tenant(`p${n}`);
  const of = async () =>
    await platform.documents.get(platformScope, villageSnapshots, villageSnapshotId("2026-10", "health care"));
  expect(await of()).toBeUndefined();
  await close(TenantId.parse("p3"), "later", "2026-11-15T09:00:00.000Z");
  const published = (await of())?.data;
  expect(published?.tenants).toBeGreaterThan(20);
  expect(JSON.stringify(published)).not.toMatch(/p\d/);
});

it("does not count a tenant that has left before the month is published", async () => {
  for (const name of ["a1", "a2", "a3", "a4", "a5"]) await tenant(name);
  configs.set(TenantId.parse("a5"), staying);
  expect((await month(TenantId.parse("a1"))).body.figures).toBeNull();
});

it("shows nothing to a tenant that does not take part, and no month that is not over", async () => {
  await tenant("a1");
  await expect(month(TenantId.parse("stranger"))).rejects.toMatchObject({ status: 403, code: "village-not-joined" });
  await expect(month(TenantId.parse("a1"), { month: "2026-11" })).rejects.toMatchObject({ code: "village-month-open" });
  clock = new Date("2026-11-10T10:00:00.000Z");
  await expect(month(TenantId.parse("a1"), { month: "2026-10" })).rejects.toMatchObject({ code: "village-month-open" });
});
