import { countedPlatform } from "../../platform/counted.ts";
import { type Documents, VersionConflict } from "../../platform/documents.ts";
import { TenantId } from "../../platform/tenant.ts";
import { openTestLimiters } from "./tenant-limiter.fixture.ts";
import { leasedQuotas, type TenantLimiter } from "./tenant-limiter.ts";

const tenantId = TenantId.parse("clinic_9");
const minute = { name: "tenant", limit: 1_000, windowMs: 60_000 };
const hour = { name: "tenant-hour", limit: 2_500, windowMs: 3_600_000 };
const startMs = Date.parse("2026-11-29T08:00:00.000Z");

let test: ReturnType<typeof openTestLimiters>;
beforeEach(() => {
  test = openTestLimiters();
});
afterEach(() => test.close());

/** Spreads calls over a minute, some at the same time. `pick` chooses an instance. Returns the number allowed. */
async function callFor(
  instances: readonly TenantLimiter[],
  calls: number,
  given: { readonly inMinute?: number; readonly quotas?: readonly (typeof minute)[]; pick?(call: number): number } = {},
): Promise<number> {
  const { inMinute = 0, quotas = [minute], pick = (call) => (call * 7) % instances.length } = given;
  const atOnce = 6;
  let allowed = 0;
  for (let first = 0; first < calls; first += atOnce) {
    test.clock.now = new Date(startMs + inMinute * 60_000 + Math.floor((first / calls) * 59_000));
    const counts = await Promise.all(
      Array.from({ length: Math.min(atOnce, calls - first) }, (_, at) =>
        instances[pick(first + at)]?.count(tenantId, quotas),
      ),
    );
    allowed += counts.filter((count) => count?.allowed).length;
  }
  return allowed;
}

const ofTen = (documents?: Documents) => Array.from({ length: 10 }, () => test.instance(50, documents));

describe.each([
  { instances: 1, writesPerCall: 0.02 },
  { instances: 3, writesPerCall: 0.05 },
  { instances: 10, writesPerCall: 0.1 },
  { instances: 50, writesPerCall: 0.35 },
])("a tenant's limit over $instances instances", ({ instances, writesPerCall }) => {
  it(`is held within a tenth, for less than ${writesPerCall} writes per call`, async () => {
    const counted = countedPlatform(test.platform);
    const all = Array.from({ length: instances }, () => test.instance(50, counted.platform.documents));
    for (const inMinute of [0, 1, 2]) {
      const allowed = await callFor(all, 2_000, { inMinute });
      expect(Math.abs(allowed / minute.limit - 1)).toBeLessThan(0.1);
    }
    expect(counted.counts().writes / 6_000).toBeLessThan(writesPerCall);
  });
});

it("holds when one instance gets nearly all calls, and when others come late", async () => {
  const uneven = (call: number) => (call % 10 === 0 ? (call / 10) % 10 : 0);
  expect(Math.abs((await callFor(ofTen(), 2_000, { pick: uneven })) / minute.limit - 1)).toBeLessThan(0.1);
  const late = (call: number) => (call < 700 ? call % 2 : call % 10);
  expect(Math.abs((await callFor(ofTen(), 2_000, { inMinute: 1, pick: late })) / minute.limit - 1)).toBeLessThan(0.2);
});

it("holds the limit per hour across its minutes", async () => {
  const instances = ofTen();
  let allowed = 0;
  for (let inMinute = 0; inMinute < 5; inMinute += 1)
    allowed += await callFor(instances, 900, { inMinute, quotas: [minute, hour] });
  expect(Math.abs(allowed / hour.limit - 1)).toBeLessThan(0.1);
  test.clock.now = new Date(startMs + 3_600_000);
  expect(await test.instance().count(tenantId, [minute, hour])).toMatchObject({ allowed: true });
});

it("neither reads nor writes for calls after the limit, nor for a tenant's first few", async () => {
  const counted = countedPlatform(test.platform);
  const limiter = test.instance(10, counted.platform.documents);
  await callFor([limiter], 9);
  expect(counted.counts()).toMatchObject({ reads: 0, writes: 0 });
  await callFor([limiter], 1_500, { inMinute: 1 });
  counted.reset();
  for (let call = 0; call < 100; call += 1)
    expect(await limiter.count(tenantId, [minute])).toMatchObject({ allowed: false, state: { remaining: 0 } });
  expect(counted.counts()).toMatchObject({ reads: 0, writes: 0 });
});

it("tells how much remains, and when the window ends", async () => {
  const limiter = test.instance();
  test.clock.now = new Date(startMs + 20_000);
  for (let call = 0; call < 100; call += 1) await limiter.count(tenantId, [minute]);
  const { state } = await limiter.count(tenantId, [minute]);
  expect(state).toMatchObject({ quota: minute, remaining: 899, resetMs: 40_000 });
});

it("counts tenants, and limiters of other names, by themselves", async () => {
  const three = { ...minute, limit: 3 };
  const limiter = test.instance();
  for (let call = 0; call < 3; call += 1) await limiter.count(tenantId, [three]);
  expect((await limiter.count(tenantId, [three])).allowed).toBe(false);
  expect((await limiter.count(TenantId.parse("clinic_8"), [three])).allowed).toBe(true);
  expect((await limiter.count(tenantId, [{ ...three, name: "files" }])).allowed).toBe(true);
});

it("loses at most the leases of killed instances, and nothing in the next minute", async () => {
  await callFor(ofTen(), 300); // killed: never asked again
  const left = await callFor(ofTen(), 2_000);
  expect(300 + left).toBeGreaterThan(0.7 * minute.limit);
  expect(await callFor(ofTen(), 2_000, { inMinute: 1 })).toBeGreaterThan(0.9 * minute.limit);
});

it("keeps most of an hour's calls while instances come and go", async () => {
  const long = { ...hour, limit: 10_000 };
  let allowed = 0;
  for (let stopped = 0; stopped < 30; stopped += 1)
    allowed += await callFor([test.instance(50)], 30, { inMinute: stopped, quotas: [minute, long] });
  expect(allowed).toBe(900);
  for (let inMinute = 30; inMinute < 42; inMinute += 1)
    allowed += await callFor(ofTen(), 900, { inMinute, quotas: [minute, long] });
  expect(allowed / long.limit).toBeGreaterThan(0.85);
  expect(allowed / long.limit).toBeLessThan(1.1);
});

it("allows an instance no more than the limit while the database is away, and records it afterwards", async () => {
  let away = true;
  const documents = {
    ...test.platform.documents,
    commit: (...call: Parameters<Documents["commit"]>) =>
      away ? Promise.reject(new Error("unavailable")) : test.platform.documents.commit(...call),
  };
  const cut = test.instance(50, documents);
  expect(await callFor([cut], 600)).toBe(600);
  expect(test.logged.length).toBeGreaterThan(0);
  expect(test.logged[0]).toContain("no lease of calls");
  away = false;
  expect(600 + (await callFor([cut, test.instance(50)], 2_000))).toBeLessThan(1.1 * minute.limit);
  away = true;
  expect(await callFor([cut], 2_000, { inMinute: 1 })).toBe(minute.limit);
});

it("counts without a lease after conflicts that do not end", async () => {
  const documents = { ...test.platform.documents, commit: () => Promise.reject(new VersionConflict("busy")) };
  const limiter = test.instance(50, documents);
  expect(await callFor([limiter], 500)).toBe(500);
  expect(await callFor([limiter], 1_500)).toBe(500);
  expect(test.logged).toEqual([]);
});

it("keeps one count when an instance's clock has begun the next minute", async () => {
  const [early, late] = [test.instance(), test.instance()];
  const count = async (limiter: TenantLimiter, atMs: number, calls: number) => {
    test.clock.now = new Date(startMs + atMs);
    const counts = await Promise.all(Array.from({ length: calls }, () => limiter.count(tenantId, [minute])));
    return counts.filter(({ allowed }) => allowed).length;
  };
  let allowed = 0;
  for (let round = 0; round < 10; round += 1)
    allowed += (await count(early, 60_500, 100)) + (await count(late, 59_500, 100));
  expect(allowed).toBeLessThan(1.25 * minute.limit);
});

it("keeps what a newer revision stores beside the windows", async () => {
  const written: unknown[] = [];
  const documents = {
    ...test.platform.documents,
    get: async () => ({ id: "api", version: "1", data: { windows: { later: "kept" }, newer: true } }) as never,
    commit: async (_tenant: TenantId, writes: Parameters<Documents["commit"]>[1]) => {
      written.push(...writes);
      return ["2"];
    },
  };
  await test.instance(50, documents).count(tenantId, [{ ...minute, limit: 10 }]);
  expect(written).toMatchObject([{ collection: leasedQuotas, data: { newer: true, windows: { later: "kept" } } }]);
});

it("leases again in the next minute when the minute ends during a lease", async () => {
  const two = { ...minute, limit: 2 };
  let commits = 0;
  const documents = {
    ...test.platform.documents,
    commit(...call: Parameters<Documents["commit"]>) {
      commits += 1;
      test.clock.now = new Date(startMs + 60_000);
      return test.platform.documents.commit(...call);
    },
  };
  const limiter = test.instance(1, documents);
  test.clock.now = new Date(startMs + 59_999);
  const counts = [];
  for (let call = 0; call < 3; call += 1) counts.push(await limiter.count(tenantId, [two]));
  expect(counts.map(({ allowed, state }) => [allowed, state.resetMs])).toEqual([
    [true, 60_000],
    [true, 60_000],
    [false, 60_000],
  ]);
  expect(commits).toBe(3);
});
