import fc from "fast-check";
import { DateTime } from "luxon";
import { quietHoursEnd } from "./quiet-hours.ts";

const night = { from: "21:00", to: "08:00" };

it.each([
  ["2026-11-22T16:00:00Z", "Asia/Kolkata", "2026-11-23T02:30:00.000Z"],
  ["2026-11-22T02:00:00Z", "Asia/Kolkata", "2026-11-22T02:30:00.000Z"],
  // The clocks go forward in the first night and back in the second, so they are an hour shorter and longer.
  ["2026-03-28T22:00:00Z", "Europe/Berlin", "2026-03-29T06:00:00.000Z"],
  ["2026-10-24T22:00:00Z", "Europe/Berlin", "2026-10-25T07:00:00.000Z"],
  ["2026-12-31T22:00:00Z", "UTC", "2027-01-01T08:00:00.000Z"],
])("at %s in %s quiet hours last until %s", (now, zone, until) => {
  expect(quietHoursEnd(new Date(now), night, zone)?.toISOString()).toBe(until);
});

it("returns undefined by day and without quiet hours", () => {
  expect(quietHoursEnd(new Date("2026-11-22T06:00:00Z"), night, "Asia/Kolkata")).toBeUndefined();
  expect(quietHoursEnd(new Date("2026-11-22T20:00:00Z"), undefined, "Asia/Kolkata")).toBeUndefined();
});

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

it("ends at the configured time, even across clock changes", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu"];
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
    .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
  const year = Date.parse("2026-01-01T00:00:00Z");
  // Nights of clock changes are rare, so half of the times are close to one.
  const changes = [
    "2026-03-29T01:00Z",
    "2026-10-25T01:00Z",
    "2026-03-08T07:00Z",
    "2026-11-01T06:00Z",
    "2026-04-23T22:00Z",
  ];
  const instant = fc.oneof(
    fc.integer({ min: 0, max: 365 * 1_440 }).map((minutes) => new Date(year + minutes * 60_000)),
    fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -1_500, max: 600 }))
      .map(([change, minutes]) => new Date(Date.parse(change) + minutes * 60_000)),
  );
  fc.assert(
    fc.property(fc.constantFrom(...zones), time, time, instant, (zone, from, to, now) => {
      // At most 18 hours, so that a day always has time outside quiet hours, even after a clock change.
      fc.pre(from !== to && (minutesOf(to) - minutesOf(from) + 1_440) % 1_440 <= 18 * 60);
      const quiet = { from, to };
      const until = quietHoursEnd(now, quiet, zone);
      if (!until) return;
      expect(until.getTime()).toBeGreaterThan(now.getTime());
      expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(26 * 3_600_000);
      expect([until, quietHoursEnd(until, quiet, zone)]).toEqual([until, undefined]);
      // The local time is `to`, or the first time after a skipped hour.
      const wall = DateTime.fromJSDate(until, { zone });
      const said = wall.toFormat("HH:mm");
      if (said !== to) expect(wall.minus({ minutes: 1 }).offset).not.toBe(wall.offset);
    }),
    { seed: 20_261_122, numRuns: 3_000 },
  );
});
