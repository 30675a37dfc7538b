import { ExperimentWorld, shop, type Visitor } from "./experiments.fixture.ts";

let world: ExperimentWorld;
beforeEach(async () => {
  world = new ExperimentWorld();
  await world.open();
});
afterEach(() => world.close());

const isWarm = ({ config }: Visitor) => config.experiment?.arm === "warm";
/** The first of every so many customers, in both arms alike. */
const every =
  (count: number) =>
  ({ id }: Visitor) =>
    Number(id.split("-").at(-1)) % count === 0;

async function running(more: Parameters<ExperimentWorld["draft"]>[1] = {}): Promise<void> {
  await world.draft("e1", more);
  await world.start("e1");
}

it("gives half of the customers the variant, the same half at every visit", async () => {
  await running();
  const first = await world.visits(2_000);
  world.minutes += 60 * 24 * 40;
  const again = await world.visits(2_000);
  expect(again.map(({ config }) => config.version)).toEqual(first.map(({ config }) => config.version));
  const share = first.filter(isWarm).length / first.length;
  expect(Math.abs(share - 0.5)).toBeLessThan(0.05);
  const [one] = first.filter(isWarm);
  const parsed = await world.elsewhere().parsed(shop, "main", one?.config.version ?? 0);
  expect(parsed.agent.personality).toBe("A warm host.");
});

it("leaves customers alone before the start, after the end and without a part in it", async () => {
  await world.draft("e1", { coverage: 0.2 });
  expect((await world.visit("c")).config).toEqual({ name: "main", version: 1 });
  await world.start("e1");
  const visitors = await world.visits(1_000);
  const taking = visitors.filter(({ config }) => config.experiment);
  expect(Math.abs(taking.length / visitors.length - 0.2)).toBeLessThan(0.05);
  await world.stop("e1");
  expect((await world.visits(50)).every(({ config }) => config.version === 1 && !config.experiment)).toBe(true);
  expect(await world.state("e1")).toMatchObject({ status: "stopped", reason: "Enough.", endedBy: "asha" });
});

it("counts an exposure and its outcome once, however often and however late they come", async () => {
  await running();
  const visitor = await world.visit("customer-1");
  await world.end(visitor, {}, "measured");
  const before = await world.exposure("e1", visitor);
  await world.end(visitor, {}, "measured");
  await world.end(visitor, {}, "measured again");
  expect(await world.exposure("e1", visitor)).toEqual(before);
  expect(before?.sessions).toHaveLength(1);
  // A session from before the experiment, told a month late.
  await world.end(visitor, { startedAt: "2026-10-01T10:00:00.000Z" });
  expect(await world.exposure("e1", visitor)).toEqual(before);
  // Ended after the experiment did, but begun in it.
  await world.stop("e1");
  world.minutes += 60;
  await world.end(visitor, { handedOver: true });
  expect((await world.exposure("e1", visitor))?.sessions).toHaveLength(2);
});

it("counts a customer with several conversations once", async () => {
  await running();
  const visitor = await world.visit("customer-1");
  await world.outcomes([visitor], () => ({}));
  await world.look("e1");
  const { latest } = await world.state("e1");
  const arm = latest?.arms.find(({ key }) => key === visitor.config.experiment?.arm);
  expect(arm).toMatchObject({ exposed: 1, measured: 1, sessions: 1 });
});

it("closes a harmful variant by itself, gives its customers the control, and says why", async () => {
  await running();
  const visitors = await world.visits(1_200);
  await world.outcomes(visitors, (each) => ({ handedOver: every(isWarm(each) ? 2 : 10)(each) }));
  await world.look("e1");
  const { status, reason, endedBy, closed } = await world.state("e1");
  expect({ status, endedBy }).toEqual({ status: "stopped", endedBy: "guardrail" });
  expect(reason).toMatch(/^warm: handoff is \d/);
  expect(closed).toMatchObject([{ arm: "warm" }]);
  expect((await world.visits(50)).every(({ config }) => config.version === 1)).toBe(true);
});

it("closes a variant with errors where the control has none", async () => {
  await running();
  await world.outcomes(await world.visits(600), (each) => ({ errors: isWarm(each) && every(3)(each) ? 1 : 0 }));
  await world.look("e1");
  expect((await world.state("e1")).reason).toMatch(
    /^warm: errors is 0\.\d+ per conversation against 0 with the control/,
  );
});

it("waits for enough customers before a guardrail judges", async () => {
  await running({ min_exposures: 5_000 });
  await world.outcomes(await world.visits(1_200), (each) => ({ handedOver: isWarm(each) }));
  await world.look("e1");
  expect(await world.state("e1")).toMatchObject({ status: "running", closed: [] });
});

it("closes one of several variants and goes on with the others", async () => {
  const cold = { key: "cold", changes: [{ path: "agent.personality", value: "Cold." }] };
  const warm = { key: "warm", changes: [{ path: "agent.personality", value: "Warm." }] };
  await running({ arms: [{ key: "control" }, cold, warm] });
  const visitors = await world.visits(1_800);
  const isCold = ({ config }: Visitor) => config.experiment?.arm === "cold";
  await world.outcomes(visitors, (each) => ({ handedOver: isCold(each) || every(10)(each) }));
  await world.look("e1");
  expect(await world.state("e1")).toMatchObject({ status: "running", closed: [{ arm: "cold" }] });
  const after = await world.visits(300, "later");
  expect(after.filter(isCold).every(({ config }) => config.version === 1)).toBe(true);
  expect(new Set(after.map(({ config }) => config.version)).size).toBe(2);
});

it("promotes only what is shown to be better, unless a person says so", async () => {
  await running();
  const visitors = await world.visits(1_500);
  await world.outcomes(visitors, (each) => ({ handedOver: every(isWarm(each) ? 20 : 3)(each) }));
  await expect(world.promote("e1", "warm")).rejects.toMatchObject({ code: "experiment-not-shown" });
  await expect(world.promote("e1", "control")).rejects.toMatchObject({ code: "experiment-arm-unknown" });
  await world.look("e1");
  await world.promote("e1", "warm");
  expect((await world.visit("somebody")).config.experiment).toBeDefined();
  await world.pass("e1");
  const state = await world.state("e1");
  expect(state).toMatchObject({ status: "promoted", promoted: "warm" });
  expect(state.latest?.arms[1]?.verdict).toBe("better");
  expect((await world.visit("anybody")).config).toEqual({ name: "main", version: state.versions.warm });
});

it("does not promote over a version that came since", async () => {
  await running();
  await world.push("second", true);
  await expect(world.promote("e1", "warm", true)).rejects.toMatchObject({ code: "config-changed" });
});

it("ends when another version is activated", async () => {
  await running();
  await world.push("second", true);
  await world.look("e1");
  expect(await world.state("e1")).toMatchObject({
    status: "stopped",
    reason: expect.stringContaining("was activated"),
  });
});

it("refuses a second experiment of the same configuration, and starts once however often it is asked", async () => {
  await running();
  const before = await world.state("e1");
  await world.start("e1", "again");
  expect(await world.state("e1")).toEqual(before);
  await world.draft("e2", {
    arms: [{ key: "control" }, { key: "other", changes: [{ path: "agent.personality", value: "Other." }] }],
  });
  await expect(world.start("e2")).rejects.toMatchObject({ code: "experiment-not-possible" });
});

it("says when a split is broken, and judges nothing then", async () => {
  await running();
  const visitors = await world.visits(3_000, "odd");
  const broken = visitors.filter((each) => !isWarm(each) || every(4)(each));
  const fresh = new ExperimentWorld();
  await fresh.open();
  await fresh.draft("e1");
  await fresh.start("e1");
  await fresh.outcomes(broken, (each) => ({ handedOver: every(3)(each) }));
  await fresh.look("e1");
  const { latest } = await fresh.state("e1");
  expect(latest?.splitPValue).toBeLessThan(0.001);
  expect(latest?.arms[1]?.verdict).toBe("too-early");
  await fresh.close();
});

it("moves customers of a bandit to what works", async () => {
  await running({ mode: "bandit" });
  await world.outcomes(await world.visits(1_000), (each) => ({ handedOver: every(isWarm(each) ? 20 : 3)(each) }));
  await world.look("e1");
  const { weights, latest } = await world.state("e1");
  expect(weights.warm).toBeGreaterThan(0.9);
  expect(latest?.arms[1]?.verdict).toBe("too-early");
  const later = await world.visits(500, "later");
  expect(later.filter(isWarm).length / later.length).toBeGreaterThan(0.85);
});
