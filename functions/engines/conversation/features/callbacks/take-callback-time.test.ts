import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { takeCallbackTime } from "./take-callback-time.ts";

const config = minimalConfig(`
  timezone: America/New_York
  callbacks: { days_ahead: 10 }
  business_hours: { mon: ["09:00-18:00"], tue: ["09:00-18:00"], wed: ["09:00-18:00"], thu: ["09:00-18:00"], fri: ["09:00-18:00"] }
  holidays: ["2026-11-26"]
`);
/** A Friday, two days before daylight saving ends in New York. */
const friday = new Date("2026-10-30T14:00:00.000Z");

describe("a requested callback time", () => {
  it("within a range is its beginning during opening hours", () => {
    expect(takeCallbackTime(config, "Monday morning", friday, "")).toMatchObject({
      callback_at: "2026-11-02T09:00:00.000-05:00",
    });
  });

  it("is in the tenant's time zone, also after a clock change", () => {
    expect(takeCallbackTime(config, "next Monday at 10 am", friday, "a bill")).toMatchObject({
      callback_at: "2026-11-02T10:00:00.000-05:00",
      reason: "a bill",
    });
    expect(takeCallbackTime(config, "2026-11-02T10:00:00", friday, "")).toMatchObject({
      callback_at: "2026-11-02T10:00:00.000-05:00",
    });
  });

  it.each([
    ["is not a time", "whenever", friday, "ask the customer for a day and a time"],
    ["is in the past", "2026-10-30T09:00:00", friday, "is over already"],
    [
      "is on a Sunday",
      "2026-11-01T10:00:00",
      friday,
      "The next time somebody is there is Monday 2 November at 9:00 AM",
    ],
    ["is after hours", "2026-10-30T20:00:00", friday, "Nobody is there on Friday 30 October at 8:00 PM"],
    [
      "is a holiday's",
      "2026-11-26T10:00:00",
      new Date("2026-11-24T14:00:00Z"),
      "Nobody is there on Thursday 26 November",
    ],
    ["has no hour", "next Monday", friday, "ask the customer at what time on Monday 2 November"],
    ["has two readings", "Monday or Tuesday at 10 am", friday, "Monday 2 November at 10:00 AM or Tuesday 3 November"],
    ["is only refused", "not on Monday", friday, "ask the customer for a day and a time"],
    ["is in another language's words", "mañana a las 5", friday, "ask the customer for a day and a time"],
    ["is too far ahead", "2026-12-24T10:00:00", friday, "for the next 10 days"],
  ])("is rejected with advice when it %s", (_name, words, now, what) => {
    expect(takeCallbackTime(config, words, now, "")).toEqual({ error: expect.stringContaining(what) });
  });
});
