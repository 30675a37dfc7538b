import { isOpen, nextOpen } from "./opening-hours.ts";

const berlin = {
  timezone: "Europe/Berlin",
  holidays: [],
  business_hours: { sun: ["01:00-04:00"], mon: ["09:00-18:00"] },
};

test("hours are wall-clock hours on the day the clocks go forward", () => {
  // 2026-03-29: 02:00 becomes 03:00 (UTC+1 → UTC+2).
  expect(isOpen(berlin, new Date("2026-03-29T00:30:00Z"))).toBe(true); // 01:30
  expect(isOpen(berlin, new Date("2026-03-29T01:30:00Z"))).toBe(true); // 03:30
  expect(isOpen(berlin, new Date("2026-03-29T02:00:00Z"))).toBe(false); // 04:00
});

test("and on the day they go back", () => {
  expect(isOpen(berlin, new Date("2026-10-25T02:59:00Z"))).toBe(true); // 03:59
  expect(isOpen(berlin, new Date("2026-10-25T03:00:00Z"))).toBe(false); // 04:00
});

test("the next opening is found over the night, closed days and holidays", () => {
  const hours = { ...berlin, holidays: ["2026-03-30"] };
  expect(nextOpen(hours, new Date("2026-03-29T10:00:00Z"))?.toISOString()).toBe("2026-04-04T23:00:00.000Z");
  expect(nextOpen(berlin, new Date("2026-03-29T10:00:00Z"))?.toISOString()).toBe("2026-03-30T07:00:00.000Z");
});

test("without hours people are always there, but for holidays", () => {
  const always = { timezone: "Asia/Kolkata", holidays: ["2026-01-26"], business_hours: undefined };
  expect(isOpen(always, new Date("2026-01-25T18:00:00Z"))).toBe(true); // 23:30
  expect(isOpen(always, new Date("2026-01-25T19:00:00Z"))).toBe(false); // the 26th, 00:30
  expect(nextOpen(always, new Date("2026-01-25T19:00:00Z"))?.toISOString()).toBe("2026-01-26T18:30:00.000Z");
});
