import { clockTime, durationMs, momentOf } from "./times.ts";

describe("a duration", () => {
  it.each([
    ["500ms", 500],
    ["90s", 90_000],
    ["1h30m", 5_400_000],
    ["2d", 172_800_000],
  ])("%s is %d ms", (text, ms) => expect(durationMs(text)).toBe(ms));

  it.each(["", "5", "5 m", "m", "1.5h", "-5m"])("%j is invalid", (text) => expect(durationMs(text)).toBeUndefined());
});

describe("a moment", () => {
  it.each(["2026-11-23T09:00+05:30", "2026-11-23T09:00 Asia/Kolkata", "2026-11-23T03:30Z"])("%s is valid", (text) =>
    expect(momentOf(text)?.toISOString()).toBe("2026-11-23T03:30:00.000Z"),
  );

  it("follows daylight saving", () => {
    expect(momentOf("2026-03-07T09:00 America/New_York")?.toISOString()).toBe("2026-03-07T14:00:00.000Z");
    expect(momentOf("2026-03-09T09:00 America/New_York")?.toISOString()).toBe("2026-03-09T13:00:00.000Z");
  });

  it.each(["2026-11-23T09:00", "2026-11-23T09:00Z Asia/Kolkata", "2026-11-23T09:00 Mars/Olympus", "tomorrow"])(
    "%j is invalid",
    (text) => expect(momentOf(text)).toBeUndefined(),
  );
});

it("shows the date only if it differs from the previous one", () => {
  const [monday, tuesday] = [new Date("2026-11-23T04:30:00Z"), new Date("2026-11-24T04:30:00Z")];
  expect(clockTime(monday, "Asia/Kolkata")).toBe("23 Nov 10:00:00");
  expect(clockTime(monday, "Asia/Kolkata", monday)).toBe("10:00:00");
  expect(clockTime(tuesday, "Asia/Kolkata", monday)).toBe("24 Nov 10:00:00");
});
