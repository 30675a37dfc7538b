import { type Agent, promotionWorld } from "./promotion-world.fixture.ts";

type World = Awaited<ReturnType<typeof promotionWorld>>;
let world: World;
afterEach(() => world.close());

const right: Agent = (said) => (said.includes("scan") ? "A scan costs 500 rupees." : "We open at nine.");
const wrong: Agent = (said) => (said.includes("scan") ? "A scan costs 400 rupees." : "We open at nine.");
const promoted = {
  status: "promoted",
  promoted: "warm",
  reason: "We like it.",
  promotion: { state: "done", reasons: [] },
};

it("promotes an arm when what the configuration was held against before, and what was learned since, passes", async () => {
  world = await promotionWorld(right);
  world.promote();
  await world.processes.drain(1_000);
  expect(await world.experiment()).toMatchObject({ status: "running", promotion: { arm: "warm", state: "checking" } });
  expect(await world.dealt()).toEqual({ version: 1, deals: true });
  await world.processes.drain();
  expect(await world.experiment()).toMatchObject(promoted);
  expect(await world.dealt()).toEqual({ version: 2, deals: false });
  const run = await world.run();
  expect(run).toMatchObject({ status: "activated", activatedBy: "asha", origin: { experimentId: "e1", arm: "warm" } });
  expect(run?.scenarios.map(({ id, outcome }) => [id, outcome])).toEqual([
    ["S-1", "passed"],
    ["LEARNED-c1", "passed"],
  ]);
  expect(run?.checks.map(({ name, verdict }) => [name, verdict])).toEqual([
    ["schema", "passed"],
    ["trace", "not-enough"],
    ["scenarios", "passed"],
    ["replay", "not-enough"],
  ]);
  expect(run?.cost).not.toBeNull();
  expect(await world.audited()).toEqual(["automation-activated"]);
});

it("refuses an arm that answers wrongly, says what was wrong, and gives it to no customer from then on", async () => {
  let agent = wrong;
  world = await promotionWorld((said) => agent(said));
  world.promote();
  await world.processes.drain();
  expect(await world.experiment()).toMatchObject({
    status: "stopped",
    endedBy: "gate",
    promoted: null,
    promotion: { state: "refused", reasons: ["LEARNED-c1: The reply does not state 500."] },
  });
  expect(await world.dealt()).toEqual({ version: 1, deals: false });
  expect(await world.run()).toMatchObject({ status: "blocked" });
  agent = right;
  world.promote();
  await world.processes.drain();
  expect(await world.experiment()).toMatchObject(promoted);
});

it.each([
  [1, right],
  [2, right],
  [3, wrong],
  [4, right],
  [5, wrong],
  [6, right],
])("promotes or refuses once when processes die at any line, with seed %i", async (seed, agent) => {
  world = await promotionWorld(agent, { deathRate: 0.3, seed });
  world.promote("asha", "promoted");
  const { deaths } = await world.processes.drain();
  expect(deaths).toBeGreaterThan(3);
  const before = await world.experiment();
  // The same event once more, long after.
  world.promote("asha", "promoted");
  await world.processes.drain();
  expect(await world.experiment()).toEqual(before);
  expect(await world.runs()).toBe(2);
  const passes = agent === right;
  expect(before).toMatchObject(passes ? promoted : { status: "stopped", promotion: { state: "refused" } });
  expect(await world.dealt()).toEqual({ version: passes ? 2 : 1, deals: false });
  expect(await world.audited()).toEqual(passes ? ["automation-activated"] : []);
});

it("waits for a second person where the client needs two and the author promotes", async () => {
  world = await promotionWorld(right, { twoPeople: true });
  world.promote("asha");
  await world.processes.drain();
  expect(await world.experiment()).toMatchObject({ status: "running", promotion: { state: "approval" } });
  expect(await world.dealt()).toEqual({ version: 1, deals: true });
  await expect(world.tryToApprove("asha")).rejects.toMatchObject({ code: "approval-own" });
  await world.approve("ravi");
  expect(await world.experiment()).toMatchObject(promoted);
  expect(await world.run()).toMatchObject({ status: "activated", approvedBy: "ravi" });
});

it("takes who promotes what somebody else wrote for the second person", async () => {
  world = await promotionWorld(right, { twoPeople: true });
  world.promote("ravi");
  await world.processes.drain();
  expect(await world.experiment()).toMatchObject(promoted);
  expect(await world.run()).toMatchObject({ approvedBy: "ravi" });
});

it("activates nothing over a version that came during the checks", async () => {
  world = await promotionWorld(right);
  world.promote();
  await world.processes.drain(1_000);
  await world.push("Second.", true);
  await world.processes.drain();
  const reasons = [expect.stringContaining("Version 3 of main was activated since the experiment began")];
  expect(await world.experiment()).toMatchObject({ status: "stopped", promotion: { state: "refused", reasons } });
  expect(await world.dealt()).toEqual({ version: 3, deals: false });
});

it("calls a promotion off when the experiment is stopped during the checks", async () => {
  world = await promotionWorld(right);
  world.promote();
  await world.processes.drain(1_000);
  await world.stop();
  await world.processes.drain();
  expect(await world.experiment()).toMatchObject({ status: "stopped", reason: "Enough.", promotion: null });
  expect(await world.dealt()).toEqual({ version: 1, deals: false });
});

const stages = { shares: [0.05, 0.25, 0.5, 1], minMinutes: 60, minExposures: 50 };

it.each([
  [0, 1],
  [0.3, 2],
  [0.3, 5],
])(
  "gives a promoted arm to the first share of customers when stages are asked for, with deaths of %d",
  async (deathRate, seed) => {
    world = await promotionWorld(right, { deathRate, seed });
    world.promote("asha", "promoted", stages);
    await world.processes.drain(1_200_000);
    const { status, promoted: arm, promotion } = await world.experiment();
    expect({ status, arm, state: promotion?.state }).toEqual({ status: "promoted", arm: "warm", state: "done" });
    expect(await world.dealt()).toEqual({ version: 1, deals: false, share: 0.05 });
    const rollout = await world.rollout(promotion?.rolloutId ?? "");
    expect(rollout).toMatchObject({ status: "running", fromVersion: 1, version: 2, requestedBy: "asha" });
    expect(rollout?.stages.map(({ share }) => share)).toEqual(stages.shares);
    expect((await world.run())?.status).toBe("ready");
  },
);

it("refuses stages beside another rollout, before the checks and after them, and says what to do", async () => {
  world = await promotionWorld(right);
  await world.stop();
  world.promote("asha", undefined, stages);
  await world.processes.drain(1_000);
  await world.rollOutAnother();
  await world.processes.drain();
  const beside = expect.stringMatching(
    /^Version 1 of main is being rolled out.*Wait for its end, or promote without stages/,
  );
  expect(await world.experiment()).toMatchObject({ promotion: { state: "refused", reasons: [beside] } });
  expect(await world.dealt()).toEqual({ version: 1, deals: false, share: 0.5 });
  await expect(world.tryToPromote(stages)).rejects.toMatchObject({ code: "rollout-not-possible", message: beside });
});

it("erases with a customer what a refusal quotes of their correction, and keeps the refusal", async () => {
  world = await promotionWorld(wrong);
  world.promote();
  await world.processes.drain();
  const told = "LEARNED-c1: The reply does not state 500.";
  expect(await world.exported("conversation-1")).toEqual([[told]]);
  expect(await world.erase("conversation-2")).toBe(0);
  expect((await world.experiment()).promotion?.reasons).toEqual([told]);
  expect(await world.erase("conversation-1")).toBe(1);
  expect((await world.experiment()).promotion).toMatchObject({ state: "refused", reasons: ["erased"], quoted: [] });
  expect(await world.erase("conversation-1")).toBe(0);
});
