import { countersOf } from "../../../shared/contracts/metrics/rollup-counters.ts";
import { sessionOutcomes } from "./arms/session-outcomes.ts";
import { ExperimentWorld, type Visitor } from "./experiments.fixture.ts";
import { planOf } from "./plan.ts";
import { baselineOf } from "./recommend/traffic.ts";

let world: ExperimentWorld;
beforeEach(async () => {
  world = new ExperimentWorld();
  await world.open();
});
afterEach(() => world.close());

const isWarm = ({ config }: Visitor) => config.experiment?.arm === "warm";
const every =
  (count: number) =>
  ({ id }: Visitor) =>
    Number(id.split("-").at(-1)) % count === 0;

async function running(more: Parameters<ExperimentWorld["draft"]>[1] = {}): Promise<void> {
  await world.draft("e1", more);
  await world.start("e1");
}

async function figuresOf(visitor: Visitor) {
  await world.look("e1");
  const { latest } = await world.state("e1");
  const arm = latest?.arms.find(({ key }) => key === visitor.config.experiment?.arm);
  const mean = (name: string) => arm?.figures.find(({ metric }) => metric === name)?.mean;
  return { csat: mean("csat"), conversion: mean("conversion"), sessions: arm?.sessions };
}

it("counts a rating and a conversion once per session, told again or in two ways, before its end or after", async () => {
  await running();
  const visitor = await world.visit("customer-1");
  await world.book(visitor, "b1", "booked");
  await world.book(visitor, "b1", "booked");
  await world.end(visitor);
  await world.rate(visitor, 4, { min: 1, max: 5 }, "rated");
  await world.rate(visitor, 4, { min: 1, max: 5 }, "rated");
  await world.rate(visitor, 4, { min: 1, max: 5 }, "told again");
  await world.pay(visitor, "p1", "paid", "paid");
  await world.pay(visitor, "p1", "paid", "paid again");
  expect((await world.exposure("e1", visitor))?.told).toHaveLength(3);
  expect(await figuresOf(visitor)).toEqual({ csat: 4, conversion: 1, sessions: 1 });
  // The second session is neither rated nor paid for, so it counts for the conversion only.
  world.minutes += 60;
  await world.end(visitor);
  expect(await figuresOf(visitor)).toEqual({ csat: 4, conversion: 0.5, sessions: 2 });
});

it("brings ratings to 1 to 5, and counts no recommendation, no refund and nobody outside the experiment", async () => {
  await running();
  const visitor = await world.visit("customer-1");
  await world.end(visitor);
  await world.rate(visitor, 9, { min: 0, max: 10 });
  await world.pay(visitor, "p1", "refunded");
  await world.pay({ ...visitor, id: "somebody else" }, "p2");
  expect((await world.exposure("e1", visitor))?.told).toBeUndefined();
  world.minutes += 1;
  await world.rate(visitor, 2, { min: 1, max: 3 });
  expect(await figuresOf(visitor)).toEqual({ csat: 3, conversion: 0, sessions: 1 });
  await world.stop("e1");
  // Paid after the experiment ended, in a session of it.
  await world.pay(visitor, "p1");
  expect((await world.exposure("e1", visitor))?.told).toHaveLength(2);
});

it("gives what was told to the newest session that had begun, in whatever order it came", () => {
  const session = (startedAt: string) => ({
    startedAt,
    resolved: true,
    handedOver: false,
    turns: 3,
    guardEvents: 0,
    errors: 0,
    costNanoUsd: 0,
  });
  const sessions = [session("2026-11-22T10:00:00.000Z"), session("2026-11-24T10:00:00.000Z")];
  const told = [
    { source: "a", at: "2026-11-21T10:00:00.000Z", rating: 1, converted: true },
    { source: "b", at: "2026-11-23T10:00:00.000Z", rating: 2, converted: false },
    { source: "c", at: "2026-11-23T11:00:00.000Z", rating: 4, converted: true },
  ];
  const expected = [
    { rating: 3, converted: true },
    { rating: null, converted: false },
  ];
  expect(sessionOutcomes({ sessions, told })).toMatchObject(expected);
  expect(sessionOutcomes({ sessions: sessions.toReversed(), told: told.toReversed() })).toMatchObject(expected);
});

it("closes a variant whose ratings fall, where enough customers of each variant rated", async () => {
  await running({ guardrails: [{ metric: "csat", tolerance: 0.02 }] });
  const rating = (each: Visitor) => ({ rating: isWarm(each) && every(3)(each) ? 1 : every(2)(each) ? 4 : 5 });
  const visitors = await world.visits(1_200);
  const few = visitors.slice(0, 60);
  await world.outcomes(
    visitors,
    () => ({}),
    (each) => (few.includes(each) ? rating(each) : undefined),
  );
  await world.look("e1");
  expect(await world.state("e1")).toMatchObject({ status: "running", closed: [] });
  await world.outcomes(visitors, () => ({}), rating);
  await world.look("e1");
  const { status, reason } = await world.state("e1");
  expect(status).toBe("stopped");
  expect(reason).toMatch(/^warm: csat is 3\.\d+ per conversation against 4\.\d+ with the control/);
});

it("closes a variant that sells less, and calls better what sells more", async () => {
  await running({ goal: "conversion", guardrails: [{ metric: "conversion", tolerance: 0 }] });
  const visitors = await world.visits(1_500);
  await world.outcomes(
    visitors,
    () => ({}),
    (each) => ({ converted: every(isWarm(each) ? 2 : 5)(each) }),
  );
  await world.look("e1");
  const { latest } = await world.state("e1");
  expect(latest?.arms[1]?.verdict).toBe("better");
  await world.outcomes(
    visitors,
    () => ({}),
    (each) => ({ converted: every(isWarm(each) ? 20 : 3)(each) }),
  );
  await world.look("e1");
  expect((await world.state("e1")).reason).toMatch(/^warm: conversion is 0\.\d+ per conversation/);
});

it("plans with the ratings and conversions of the rollups, and never promises too few days", () => {
  const totals = countersOf({
    conversations: { begun: 2_000, ended: 2_000 },
    conversions: 300,
    ratings: { sumHundredths: 84_000, count: 200 },
  });
  expect(baselineOf("csat", totals)).toBe(4.2);
  expect(baselineOf("conversion", totals)).toBe(0.15);
  const arms = [0.5, 0.5].map((weight, index) => ({ key: String(index), weight, changes: [] }));
  const of = { arms, coverage: 1, effect: 0.05, alpha: 0.05, tuning: 5_000 };
  const plan = planOf({ ...of, goal: "csat" }, { source: "measured", baseline: 4.2, customersPerDay: 10 });
  // A change of 0.21 where every rating is 1 or 5: a variance of 2.56, and at least a fixed test's 16 σ² / δ² in each arm.
  expect(plan.customersNeeded).toBeGreaterThan((2 * 16 * 2.56) / 0.21 ** 2);
  expect(plan.customersNeeded).toBeLessThan((2 * 64 * 2.56) / 0.21 ** 2);
});
