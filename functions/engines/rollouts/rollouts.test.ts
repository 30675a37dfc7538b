import { rolloutObservations } from "../../../shared/contracts/metrics/rollout-observations.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { RolloutWorld, shop } from "./rollouts.fixture.ts";

let world: RolloutWorld;
beforeEach(async () => {
  world = new RolloutWorld();
  await world.open(3);
});
afterEach(() => world.close());

const customers = Array.from({ length: 2_000 }, (_, index) => `customer-${index}`);

async function withCandidate(): Promise<readonly string[]> {
  const configs = world.elsewhere();
  const chosen = await Promise.all(
    customers.map(async (each) => [each, await configs.active(shop, null, each)] as const),
  );
  return chosen.flatMap(([customer, config]) => (config?.version === 2 ? [customer] : []));
}

async function running(): Promise<void> {
  await world.start("r1");
  await world.look("r1");
}

/** Enough conversations for the stage to go on. */
async function quietStage(stage: number): Promise<void> {
  const shares = [0.05, 0.25, 0.5];
  const others = Math.round(20 / (shares[stage] ?? 1)) - 20;
  await world.observe({ stage, arm: "candidate" }, { count: 20 });
  await world.observe({ stage, arm: "current" }, { count: others });
  world.minutes += 61;
}

it("gives the version to a growing share and keeps everybody who had it", async () => {
  await running();
  const shares: (readonly string[])[] = [await withCandidate()];
  for (const stage of [0, 1, 2]) {
    await quietStage(stage);
    await world.look("r1");
    shares.push(await withCandidate());
  }
  const [five = [], quarter = [], half = [], all = []] = shares;
  expect(five.length / customers.length).toBeCloseTo(0.05, 1);
  expect(quarter.length / customers.length).toBeCloseTo(0.25, 1);
  expect(half.length / customers.length).toBeCloseTo(0.5, 1);
  expect(all).toHaveLength(customers.length);
  expect(quarter).toEqual(expect.arrayContaining([...five]));
  expect(half).toEqual(expect.arrayContaining([...quarter]));
  expect(await world.state("r1")).toMatchObject({ status: "completed", ended: { by: "rollout" } });
  expect(await world.pointer()).toMatchObject({ version: 2, previous: [1] });
});

it("does not move without conversations, however long it waits", async () => {
  await running();
  world.minutes += 60 * 24 * 30;
  await world.look("r1");
  expect(await world.state("r1")).toMatchObject({ status: "running", stage: 0 });
  expect((await world.state("r1")).stages[0]?.verdict).toMatchObject({
    result: "not-enough",
    why: "0 of 10 conversations with the new version.",
  });
});

it("takes a version with more errors back by itself, and says why", async () => {
  await running();
  await world.observe({ arm: "current" }, { count: 380 });
  await world.observe({ arm: "candidate" }, { count: 14 });
  await world.observe({ arm: "candidate", facts: ["exposed", "failed"] }, { from: 14, count: 6 });
  await world.look("r1");
  await world.look("r1");
  const { status, ended, stages } = await world.state("r1");
  expect({ status, ended }).toMatchObject({ status: "rolled-back", ended: { by: "rollout" } });
  expect(ended?.reason).toMatch(
    /^More conversations with an error: 30 % with the new version, 0 % with the one before\./,
  );
  expect(stages[0]?.verdict?.findings).toContainEqual(
    expect.objectContaining({ guardrail: "errors", result: "fail", current: 0, candidate: 0.3 }),
  );
  expect(await withCandidate()).toEqual([]);
});

it("counts each observation once, in as many batches as it takes, whatever is delivered twice", async () => {
  await running();
  await world.observe({ arm: "current" }, { count: 900 });
  await world.look("r1", { id: "same" });
  await world.look("r1", { id: "same" });
  expect((await world.state("r1")).stages[0]?.current.exposed).toBe(400);
  await world.look("r1");
  await Promise.all([world.look("r1"), world.look("r1")]);
  expect((await world.state("r1")).stages[0]?.current.exposed).toBe(900);
  const left = await world.platform.documents.query(shop, rolloutObservations, {
    where: [["rolloutId", "==", "r1"]],
    orderBy: { field: "at", direction: "asc" },
    limit: 10,
  });
  expect(left.items).toEqual([]);
});

it.each([
  ["goes on", async () => quietStage(0), { status: "running", stage: 1 }, 0.25],
  [
    "goes back",
    async () => {
      await world.observe({ arm: "current" }, { count: 190 });
      await world.observe({ arm: "candidate", facts: ["exposed", "escalated"] }, { count: 10 });
    },
    { status: "rolled-back", stage: 0 },
    undefined,
  ],
])("a process that dies while the rollout %s has moved it once", async (_, happens, expected, share) => {
  await running();
  await happens();
  world.dies = true;
  await expect(world.look("r1", { id: "deadly" })).rejects.toThrow("The process dies.");
  expect((await world.pointer())?.rollout?.share).toBe(share);
  await world.look("r1", { id: "deadly" });
  expect(await world.state("r1")).toMatchObject(expected);
  expect((await world.pointer())?.rollout?.share).toBe(share);
  const counted = (await world.state("r1")).stages[0];
  await world.look("r1");
  expect((await world.state("r1")).stages[0]?.candidate).toEqual(counted?.candidate);
});

it("of two rollouts at once one begins, and the other says why not", async () => {
  await Promise.all([world.start("r1"), world.start("r2", { version: 3 })]);
  await Promise.all([world.look("r1"), world.look("r2")]);
  const both = await Promise.all([world.state("r1"), world.state("r2")]);
  expect(both.map(({ status }) => status).sort()).toEqual(["refused", "running"]);
  expect(both.find(({ status }) => status === "refused")?.ended?.reason).toMatch(/is being rolled out/);
});

it("an activation for everybody takes the rollout's place", async () => {
  await running();
  await world.configs.activate(shop, "main", 3, "ravi");
  await world.look("r1");
  expect(await world.state("r1")).toMatchObject({
    status: "superseded",
    ended: { by: "ravi", reason: "Version 3 was activated for everybody." },
  });
});

it("a person takes it back with one command, before, while and after it runs", async () => {
  await world.start("early");
  await world.change("early", "rollback");
  await world.look("early");
  expect([(await world.state("early")).status, (await world.pointer())?.rollout]).toEqual(["rolled-back", undefined]);

  await running();
  await world.change("r1", "rollback", { id: "twice" });
  await world.change("r1", "rollback", { id: "twice" });
  expect(await world.state("r1")).toMatchObject({ status: "rolled-back", ended: { by: "ravi" } });
  expect(await world.pointer()).toMatchObject({ version: 1, lastRollout: { outcome: "rolled-back", by: "ravi" } });

  await world.start("r3", { shares: [0.5, 1] });
  await world.look("r3");
  await world.change("r3", "advance");
  expect(await world.pointer()).toMatchObject({ version: 2 });
  await world.change("r3", "rollback");
  expect(await world.pointer()).toMatchObject({ version: 1 });
  expect(await world.state("r3")).toMatchObject({ status: "rolled-back" });
});

it("takes a harmful version back at an early look, which begins no second chain of looks", async () => {
  await running();
  const before = [...world.scheduled];
  await world.observe({ arm: "candidate", facts: ["exposed", "failed"] }, { count: 1 });
  await world.look("r1", { early: true });
  expect(await world.state("r1")).toMatchObject({
    status: "running",
    stages: [{ candidate: { failed: 1 } }, {}, {}, {}],
  });
  expect([...world.scheduled]).toEqual(before);
  await world.observe({ arm: "candidate", facts: ["exposed", "failed"] }, { from: 1, count: 20 });
  await world.look("r1", { early: true });
  expect(await world.state("r1")).toMatchObject({ status: "rolled-back", ended: { by: "rollout" } });
  expect([...world.scheduled]).toEqual([...before, "rollout-last-look-r1"]);
});

it("a rollback that dies before its record is still a rollback", async () => {
  await running();
  world.dies = true;
  await expect(world.change("r1", "rollback")).rejects.toThrow("The process dies.");
  expect(await withCandidate()).toEqual([]);
  await world.look("r1");
  expect(await world.state("r1")).toMatchObject({ status: "rolled-back", ended: { by: "ravi" } });
});

it("a look that began a rollout which was taken back meanwhile is undone", async () => {
  await world.start("r1");
  world.dies = true;
  await expect(world.look("r1", { id: "deadly" })).rejects.toThrow();
  expect((await world.pointer())?.rollout?.id).toBe("r1");
  await world.change("r1", "rollback");
  await world.look("r1", { id: "deadly" });
  expect((await world.pointer())?.rollout).toBeUndefined();
});

it("counts a late outcome in its stage, and leaves the stage's verdict as it was", async () => {
  await running();
  await quietStage(0);
  await world.look("r1");
  const before = (await world.state("r1")).stages[0];
  expect(before?.verdict?.result).toBe("pass");
  await world.observe({ stage: 0, arm: "candidate", facts: ["rated", "lowRated"] }, { prefix: "rating" });
  await world.look("r1");
  const after = await world.state("r1");
  expect(after.stages[0]).toMatchObject({ verdict: before?.verdict, late: 1, candidate: { exposed: 20, lowRated: 1 } });
  expect(after).toMatchObject({ status: "running", stage: 1 });
  await world.change("r1", "rollback");
  await world.observe({ stage: 1, arm: "candidate", facts: ["exposed", "escalated"] }, { prefix: "late" });
  await world.look("r1");
  expect(await world.state("r1")).toMatchObject({ status: "rolled-back", stages: [{}, { late: 1 }, {}, {}] });
});

it("holds when customers are missing from the count", async () => {
  await running();
  await world.observe({ arm: "current" }, { count: 100 });
  await world.observe({ arm: "candidate" }, { count: 100 });
  world.minutes += 61;
  await world.look("r1");
  const { stages, stage } = await world.state("r1");
  expect([stage, stages[0]?.verdict?.why]).toEqual([0, expect.stringContaining("where 5 % were planned")]);
});

it("a client's rollout changes and counts nothing of another's", async () => {
  const other = TenantId.parse("client_2");
  await world.open(2, other);
  await running();
  await world.observe({ arm: "candidate", facts: ["exposed", "failed"] }, { count: 30, tenantId: other });
  await world.look("r1");
  expect((await world.state("r1")).stages[0]?.candidate.exposed).toBe(0);
  expect((await world.pointer(other))?.rollout).toBeUndefined();
  await expect(world.change("r1", "rollback", { tenantId: other })).rejects.toThrow("There is no such rollout.");
});

it("is refused where the version is no longer there", async () => {
  await world.start("r1", { version: 9 });
  await world.look("r1");
  expect(await world.state("r1")).toMatchObject({
    status: "refused",
    ended: { reason: expect.stringMatching(/no version 9/) },
  });
});
