import { findingsOf, rateEvidence } from "./guardrails.ts";
import type { Stage, Tally } from "./rollout.ts";
import { emptyTally } from "./tally.ts";

/** A small seeded generator (mulberry32): the runs are the same on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface World {
  /** The rates of escalations, errors and guard events, without and with the new version. */
  readonly current: readonly [number, number, number];
  readonly candidate: readonly [number, number, number];
  readonly shares: readonly number[];
  /** Conversations with the new version until the rollout ends. */
  readonly most: number;
  readonly costs?: readonly [number, number];
}

/** @returns after how many conversations with the new version it was stopped. Undefined: never. */
function stoppedAfter({ current, candidate, shares, most, costs = [900, 900] }: World, random: () => number) {
  const stages: Stage[] = shares.map((share) => ({
    share,
    since: null,
    endedAt: null,
    verdict: null,
    late: 0,
    current: emptyTally,
    candidate: emptyTally,
  }));
  let exposed = 0;
  for (const stage of stages) {
    for (let inStage = 0; inStage < most / shares.length; ) {
      const isCandidate = random() < stage.share;
      const arm = isCandidate ? "candidate" : "current";
      const [escalated, failed, guarded] = isCandidate ? candidate : current;
      const cost = costs[isCandidate ? 1 : 0] * (0.2 + 1.6 * random());
      const before = stage[arm];
      const rated = random() < 0.1 ? 1 : 0;
      const tally: Tally = {
        exposed: before.exposed + 1,
        escalated: before.escalated + (random() < escalated ? 1 : 0),
        failed: before.failed + (random() < failed ? 1 : 0),
        guarded: before.guarded + (random() < guarded ? 1 : 0),
        rated: before.rated + rated,
        lowRated: before.lowRated + (rated && random() < 0.15 ? 1 : 0),
        cost: before.cost + cost,
        costSquares: before.costSquares + cost * cost,
      };
      stage[arm] = tally;
      if (!isCandidate) continue;
      inStage += 1;
      exposed += 1;
      if (exposed % looksEvery !== 0) continue;
      if (findingsOf(stages).some(({ result }) => result === "fail")) return exposed;
    }
  }
  return undefined;
}

/** Conversations with the new version between two looks. */
const looksEvery = 5;

const harmless: World = {
  current: [0.2, 0.02, 0.05],
  candidate: [0.2, 0.02, 0.05],
  shares: [0.05, 0.25, 0.5],
  most: 600,
};

it("stops a version with four times the errors within 400 conversations, in 95 of 100 rollouts", () => {
  const random = generator(1);
  const world: World = { ...harmless, candidate: [0.2, 0.08, 0.05], most: 400 };
  const ends = Array.from({ length: 500 }, () => stoppedAfter(world, random));
  expect(ends.filter((end) => end !== undefined).length / 500).toBeGreaterThanOrEqual(0.95);
});

it("stops at most five of 100 harmless versions, looked at after every fifth conversation", () => {
  const random = generator(2);
  const ends = Array.from({ length: 500 }, () => stoppedAfter(harmless, random));
  expect(ends.filter((end) => end !== undefined).length / 500).toBeLessThanOrEqual(0.05);
});

it("stops a version that costs half as much again", () => {
  const random = generator(3);
  const ends = Array.from({ length: 100 }, () => stoppedAfter({ ...harmless, costs: [900, 1_350] }, random));
  expect(ends.filter((end) => end !== undefined).length).toBeGreaterThanOrEqual(95);
});

it("says nothing without conversations, and nothing of a stage without a comparison", () => {
  const stage = { since: null, endedAt: null, verdict: null, late: 0, current: emptyTally };
  const alone: Stage = { ...stage, share: 1, candidate: { ...emptyTally, exposed: 50, failed: 50 } };
  const empty: Stage = { ...stage, share: 0.05, candidate: emptyTally };
  expect(findingsOf([empty, alone]).map(({ result, evidence }) => [result, evidence])).toEqual(
    Array.from({ length: 5 }, () => ["not-enough", 1]),
  );
});

it("weighs an event by the share of its stage", () => {
  const rare = rateEvidence([{ share: 0.05, current: 0, candidate: 3 }]);
  const common = rateEvidence([{ share: 0.5, current: 0, candidate: 3 }]);
  expect(rare).toBeGreaterThan(20);
  expect(common).toBeLessThan(8);
  const both = [
    { share: 0.05, current: 0, candidate: 3 },
    { share: 0.5, current: 40, candidate: 40 },
  ];
  expect(rateEvidence(both)).toBeLessThan(rare);
});
