import fc from "fast-check";
import { isOpen, nextOpen } from "./opening-hours.ts";

const berlin = {
  timezone: "Europe/Berlin",
  holidays: [],
  business_hours: { sun: ["01:00-04:00"], mon: ["09:00-18:00"] },
};

test("hours follow the wall clock on the day the clocks go forward", () => {
  // 2026-03-29: 02:00 becomes 03:00 (UTC+1 → UTC+2).
  expect(isOpen(berlin, new Date("2026-03-29T00:30:00Z"))).toBe(true); // 01:30
  expect(isOpen(berlin, new Date("2026-03-29T01:30:00Z"))).toBe(true); // 03:30
  expect(isOpen(berlin, new Date("2026-03-29T02:00:00Z"))).toBe(false); // 04:00
});

test("hours follow the wall clock on the day the clocks go back", () => {
  expect(isOpen(berlin, new Date("2026-10-25T02:59:00Z"))).toBe(true); // 03:59
  expect(isOpen(berlin, new Date("2026-10-25T03:00:00Z"))).toBe(false); // 04:00
});

test("the next opening skips nights, closed days and holidays", () => {
  const hours = { ...berlin, holidays: ["2026-03-30"] };
  expect(nextOpen(hours, new Date("2026-03-29T10:00:00Z"))?.toISOString()).toBe("2026-04-04T23:00:00.000Z");
  expect(nextOpen(berlin, new Date("2026-03-29T10:00:00Z"))?.toISOString()).toBe("2026-03-30T07:00:00.000Z");
});

test("without hours people are always available, except on holidays", () => {
  const always = { timezone: "Asia/Kolkata", holidays: ["2026-01-26"], business_hours: undefined };
  expect(isOpen(always, new Date("2026-01-25T18:00:00Z"))).toBe(true); // 23:30
  expect(isOpen(always, new Date("2026-01-25T19:00:00Z"))).toBe(false); // the 26th, 00:30
  expect(nextOpen(always, new Date("2026-01-25T19:00:00Z"))?.toISOString()).toBe("2026-01-26T18:30:00.000Z");
});

test("the next opening is open and the earliest, even across clock changes", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu"];
  const changes = [
    "2026-03-29T01:00Z",
    "2026-10-25T01:00Z",
    "2026-03-08T07:00Z",
    "2026-11-01T06:00Z",
    "2026-04-23T22:00Z",
  ];
  const time = (minutes: number) =>
    [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
  const opening = fc
    .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
    .map(([from, length]) => `${time(from * 15)}-${time(Math.min(96, from + length) * 15)}`);
  const days = fc.dictionary(fc.constantFrom("mon", "thu", "fri", "sat", "sun"), fc.array(opening, { maxLength: 2 }));
  const instant = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -3_000, max: 1_500 }))
    .map(([change, minutes]) => new Date(Date.parse(change) + minutes * 60_000));
  fc.assert(
    fc.property(fc.constantFrom(...zones), days, instant, (timezone, business_hours, now) => {
      const hours = { timezone, holidays: ["2026-03-30"], business_hours };
      const next = nextOpen(hours, now);
      if (!next) return;
      expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime());
      expect([next, isOpen(hours, next)]).toEqual([next, true]);
      // No earlier time is open.
      for (let at = now.getTime(); at < Math.min(next.getTime(), now.getTime() + 6 * 3_600_000); at += 900_000)
        expect([new Date(at), isOpen(hours, new Date(at))]).toEqual([new Date(at), false]);
    }),
    { seed: 20_261_122, numRuns: 400 },
  );
});

test("an opening that a clock change skips does not count", () => {
  const early = { ...berlin, business_hours: { sun: ["02:00-03:00"], mon: ["09:00-18:00"] } };
  expect(nextOpen(early, new Date("2026-03-29T00:30:00Z"))?.toISOString()).toBe("2026-03-30T07:00:00.000Z");
});
