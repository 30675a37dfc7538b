import { promptFor } from "../agent/prompt/prompt.ts";
import { turnOf } from "../agent/testing/turn.ts";
import { wallClock } from "./wall-clock.ts";

it.each([
  ["2026-11-21T19:30:00Z", "Asia/Kolkata", { weekday: "Sunday", date: "2026-11-22", time: "01:00" }],
  ["2026-11-22T04:30:00Z", "America/New_York", { weekday: "Saturday", date: "2026-11-21", time: "23:30" }],
  ["2026-12-31T23:00:00Z", "Europe/Berlin", { weekday: "Friday", date: "2027-01-01", time: "00:00" }],
  ["2026-03-29T01:00:00Z", "Europe/Berlin", { weekday: "Sunday", date: "2026-03-29", time: "03:00" }],
])("at %s it gives the local time of %s", (now, zone, shown) => {
  expect(wallClock(new Date(now), zone)).toEqual(shown);
});

it("gives the agent the date and time of the tenant's time zone", () => {
  const night = { ...turnOf("Can I come tomorrow?"), now: new Date("2026-11-21T19:30:00Z") };
  expect(promptFor(night, []).system).toContain("It is Sunday, 2026-11-22, 01:00 in Asia/Kolkata.");
});
