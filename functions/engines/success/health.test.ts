import { countersOf } from "../../../shared/contracts/metrics/rollup-counters.ts";
import type { DayCounters } from "../../../shared/contracts/metrics/rollups.ts";
import { areaUnderCurve } from "../../../shared/statistics/labelled-agreement.ts";
import { healthOf, type Signal, signals } from "./health.ts";
import { dayBefore } from "./kpis.ts";

const today = "2026-11-28";

/** Mulberry32: small, fast and repeatable. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Client {
  readonly perDay: number;
  readonly handoff: number;
  readonly resolved: number;
  readonly errors: number;
  readonly rating: number;
  /** How messages sound, 0 to 1. */
  readonly mood: number;
}

/** Of a conversation. */
const messages = 3;

/** What a decline does on a day, where `depth` grows from 0 to 1. */
const declines: Readonly<Record<Signal, (client: Client, depth: number) => Client>> = {
  usage: (client, depth) => ({ ...client, perDay: client.perDay * (1 - 0.5 * depth) }),
  satisfaction: (client, depth) => ({ ...client, rating: client.rating - 1.2 * depth }),
  handoffs: (client, depth) => ({ ...client, handoff: client.handoff + 0.25 * depth }),
  resolution: (client, depth) => ({ ...client, resolved: client.resolved - 0.25 * depth }),
  errors: (client, depth) => ({ ...client, errors: client.errors + 0.25 * depth }),
  sentiment: (client, depth) => ({ ...client, mood: client.mood - 0.3 * depth }),
};

function dayOf(next: () => number, { perDay, handoff, resolved, errors, rating, mood }: Client, weekday: number) {
  const busy = weekday < 5 ? 1.15 : 0.6;
  const begun = Math.round(perDay * busy * (0.75 + 0.5 * next()));
  const happening = (share: number) => Array.from({ length: begun }, next).filter((each) => each < share).length;
  const rated = happening(0.3);
  const stars = Array.from({ length: rated }, () => Math.min(5, Math.max(1, rating + 3 * (next() - 0.5))));
  const handedOver = happening(handoff);
  // The messages of a conversation sound alike: they share its mood, and differ a little.
  let moods = 0;
  for (let each = 0; each < begun; each += 1) {
    const shared = mood + 0.4 * (next() - 0.5);
    for (let message = 0; message < messages; message += 1)
      moods += Math.min(1, Math.max(0, shared + 0.3 * (next() - 0.5)));
  }
  return countersOf({
    conversations: { begun, ended: begun, resolved: happening(resolved), handedOver, contained: begun - handedOver },
    errors: { tool: happening(errors) },
    ratings: { sumHundredths: Math.round(100 * stars.reduce((sum, each) => sum + each, 0)), count: rated },
    sentiment: { sumHundredths: Math.round(100 * moods), count: begun * messages },
  });
}

/** 60 days until `today`. The decline began 20 days ago and is complete in 14 days, when the client would leave. */
function history(next: () => number, decline: Signal | undefined): DayCounters[] {
  const client: Client = {
    perDay: 30 + 120 * next(),
    handoff: 0.05 + 0.3 * next(),
    resolved: 0.55 + 0.35 * next(),
    errors: 0.02 + 0.1 * next(),
    rating: 3.6 + 0.8 * next(),
    mood: 0.45 + 0.2 * next(),
  };
  return Array.from({ length: 60 }, (_, index) => {
    const ago = 59 - index;
    const depth = Math.max(0, (20 - ago) / 34);
    const now = decline === undefined ? client : declines[decline](client, depth);
    return { day: dayBefore(today, ago), counters: dayOf(next, now, index % 7) };
  });
}

test("finds planted declines 14 days before their end, and names the planted reason first", () => {
  const next = random(20_261_129);
  const steady = Array.from({ length: 150 }, () => healthOf(history(next, undefined), today).score ?? 0);
  const declining = signals.flatMap((signal) =>
    Array.from({ length: 20 }, () => ({ signal, health: healthOf(history(next, signal), today) })),
  );
  const scores = { right: steady, wrong: declining.map(({ health }) => health.score ?? 0) };
  expect(areaUnderCurve(scores)).toBeGreaterThan(0.9);
  const named = declining.filter(({ signal, health }) => health.reasons[0]?.signal === signal);
  expect(named.length / declining.length).toBeGreaterThan(0.9);
  expect(steady.filter((score) => score < 80).length / steady.length).toBeLessThan(0.05);
});

test("says how customers' messages sound", () => {
  const { reasons } = healthOf(history(random(3), "sentiment"), today);
  expect(reasons[0]).toMatchObject({
    signal: "sentiment",
    says: expect.stringMatching(/^Customers' messages sound like 0\.\d\d of 1, after 0\.\d\d\.$/),
  });
});

test("is unknown without traffic, and not healthy", () => {
  expect(healthOf([], today)).toEqual({ score: null, status: "unknown", reasons: [] });
});

test("says that nobody writes any more", () => {
  const days = history(random(7), undefined).filter(({ day }) => day < dayBefore(today, 14));
  const { status, reasons } = healthOf(days, today);
  expect(status).not.toBe("healthy");
  expect(reasons[0]).toMatchObject({
    signal: "usage",
    says: expect.stringMatching(/^0\.0 conversations a day, after /),
  });
});

test("does not alarm a client with a handful of conversations", () => {
  const counters = countersOf({ conversations: { begun: 1, ended: 1, handedOver: 1 } });
  expect(healthOf([{ day: dayBefore(today, 3), counters }], today)).toMatchObject({ score: 100, reasons: [] });
});
