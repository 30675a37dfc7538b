import { elapsed } from "./elapsed.ts";

const from = "2026-11-22T10:00:00.000Z";

test.each([
  [-5, "now", 0],
  [9, "now", 0],
  [42, "second", 42],
  [60, "minute", 1],
  [3_599, "minute", 59],
  [11_100, "hour", 3],
  [200_000, "day", 2],
])("%i seconds are told in the unit %s", (seconds, unit, count) => {
  expect(elapsed(from, Date.parse(from) + seconds * 1_000)).toEqual({ unit, count });
});
