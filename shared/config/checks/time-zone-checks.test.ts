import { timeZoneProblems } from "./time-zone-checks.ts";

const codesOf = (timezone: string) => timeZoneProblems({ timezone }).map(({ code }) => code);

it.each(["Asia/Kolkata", "America/Argentina/Buenos_Aires", "UTC", "GMT", "Etc/UTC", "Japan", "Singapore", "Cuba"])(
  "%s is a time zone",
  (zone) => expect(codesOf(zone)).toEqual([]),
);

it.each([
  ["EST", "America/New_York"],
  ["PST8PDT", "America/Los_Angeles"],
  ["MST", "America/Denver"],
  ["CET", "Europe/Paris"],
  ["Etc/GMT+5", "Name a place"],
  ["+05:30", "Name a place"],
])("%s is refused, because it knows no summer time", (zone, remedy) => {
  expect(timeZoneProblems({ timezone: zone })).toMatchObject([
    { code: "time-zone-abbreviation", remedy: expect.stringContaining(remedy) },
  ]);
});
