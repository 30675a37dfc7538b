import type { MinuteRecord } from "./minute-record.ts";
import { seededRandom } from "./random.fixture.ts";
import { type IncidentChange, unwatched, watchMinute } from "./watch-channel.ts";

const terms = { objective: 99.9, minimum_events: 20 };
const start = 29_000_000;

interface Seen {
  readonly minute: number;
  readonly change: IncidentChange;
}

/** Watches these minutes, one after the other, on a clock of its own. */
function watched(minutes: number, recordAt: (minute: number) => MinuteRecord, maintained = (_minute: number) => false) {
  let channel = unwatched;
  const seen: Seen[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const result = watchMinute(channel, start + minute, {
      record: recordAt(minute),
      terms,
      inMaintenance: maintained(minute),
    });
    channel = result.channel;
    if (result.change) seen.push({ minute, change: result.change });
  }
  return { channel, seen };
}

/** Turns by the hour of the day, from 2 at night to 40 a minute at noon, and their failures at this rate. */
function traffic(random: () => number, rate: (minute: number) => number) {
  return (minute: number): MinuteRecord => {
    const hour = (minute / 60) % 24;
    const expected = 21 - 19 * Math.cos((hour / 12) * Math.PI);
    const requests = Math.round(expected * (0.6 + 0.8 * random()));
    let errors = 0;
    for (let turn = 0; turn < requests; turn += 1) if (random() < rate(minute)) errors += 1;
    return { state: "up", requests, errors };
  };
}

const month = 43_200;

it.each([1, 2, 3, 4])("pages nobody in a quiet month, seed %d", (seed) => {
  const random = seededRandom(seed);
  const turns = traffic(random, () => 0.0002);
  const { seen } = watched(month, (minute) => {
    const record = turns(minute);
    // A probe fails by itself a few times a month, and the monitor misses a minute now and then.
    const chance = random();
    if (chance < 0.0003) return { ...record, state: "down" };
    return chance < 0.002 ? { ...record, state: "none" } : record;
  });
  expect(seen.filter(({ change }) => change.type !== "recovered" && change.severity === "page")).toEqual([]);
});

it("finds a full outage within two minutes, and opens one incident for it", () => {
  const turns = traffic(seededRandom(5), () => 0.0002);
  for (const from of [10, 700, 1_200]) {
    const isOut = (minute: number) => minute >= from && minute < from + 45;
    const { seen } = watched(2_000, (minute) =>
      isOut(minute) ? { state: "down", requests: 0, errors: 0 } : turns(minute),
    );
    expect(seen.map(({ change }) => change.type)).toEqual(["opened", "recovered"]);
    expect(seen[0]?.minute).toBeLessThan(from + 2);
    expect(seen[0]?.change).toMatchObject({ severity: "page", alerts: ["outage"] });
    expect(seen[1]?.minute).toBe(from + 45 + 9);
  }
});

it("finds 5 % errors within 15 minutes by day, for 40 seeds", () => {
  const waited = Array.from({ length: 40 }, (_, seed) => {
    const from = 1_440 + 9 * 60 + seed * 7;
    const turns = traffic(seededRandom(100 + seed), (minute) => (minute >= from ? 0.05 : 0.0002));
    const opened = watched(from + 30, turns).seen.find(
      ({ minute, change }) => minute >= from && change.type !== "recovered" && change.severity === "page",
    );
    return (opened?.minute ?? Number.POSITIVE_INFINITY) - from + 1;
  });
  expect(Math.max(...waited)).toBeLessThanOrEqual(15);
  expect(Math.min(...waited)).toBeGreaterThan(0);
});

it("needs a minimum of turns before their errors count", () => {
  const few = (minute: number): MinuteRecord => ({ state: "up", requests: minute % 20 === 0 ? 1 : 0, errors: 0 });
  const { seen } = watched(3_000, (minute) => {
    const record = few(minute);
    return minute >= 2_000 && minute < 2_200 ? { ...record, errors: record.requests } : record;
  });
  // Ten failures in a row at three turns an hour: the windows of hours have enough of them, the short ones have not.
  expect(seen.filter(({ change }) => change.type === "opened" && change.alerts.includes("error-rate"))).toEqual([]);
});

it("finds a slow burn and makes it a ticket", () => {
  const slow = (minute: number): MinuteRecord => ({ state: "up", requests: 100, errors: minute % 4 === 0 ? 1 : 0 });
  const { seen } = watched(5_000, slow);
  expect(seen[0]?.change).toMatchObject({ type: "opened", severity: "ticket", alerts: ["burn-slow"] });
});

it("stays quiet during announced maintenance, and forgives it afterwards", () => {
  const isOut = (minute: number) => minute >= 100 && minute < 160;
  const { seen } = watched(
    1_000,
    (minute) => ({ state: isOut(minute) ? "down" : "up", requests: 0, errors: 0 }),
    isOut,
  );
  expect(seen).toEqual([]);
});

it("keeps one incident for an outage that comes and goes", () => {
  const flapping = (minute: number) => minute >= 100 && minute < 200 && minute % 8 < 4;
  const { seen } = watched(400, (minute) => ({ state: flapping(minute) ? "down" : "up", requests: 0, errors: 0 }));
  expect(seen.map(({ change }) => change.type)).toEqual(["opened", "recovered"]);
});

it("opens nothing and closes nothing while the monitor is down", () => {
  const none: MinuteRecord = { state: "none", requests: 0, errors: 0 };
  const out: MinuteRecord = { state: "down", requests: 0, errors: 0 };
  const { seen, channel } = watched(300, (minute) => (minute >= 50 && minute < 60 ? out : none));
  expect(seen.map(({ change }) => change.type)).toEqual(["opened"]);
  expect(channel.incident).not.toBeNull();
});

it("ignores a minute that came before, when a clock goes back", () => {
  const record: MinuteRecord = { state: "up", requests: 1, errors: 0 };
  const seen = { record, terms, inMaintenance: false };
  const { channel } = watchMinute(unwatched, start, seen);
  expect(watchMinute(channel, start, seen)).toEqual({ channel, change: undefined });
  expect(watchMinute(channel, start - 60, seen)).toEqual({ channel, change: undefined });
});
