import { DateTime } from "luxon";
import { phrasesByLanguage } from "./phrases.fixture.ts";
import { readTime } from "./read-time.ts";
import type { TimeReading, TimeSections } from "./reading.ts";

/** A Tuesday, 15:30 in India. */
const now = new Date("2026-11-24T10:00:00Z");
const india = { timezone: "Asia/Kolkata" };

function read(text: string, sections: TimeSections = india, at = now): string {
  return written(readTime(text, { sections, now: at }), sections.timezone);
}

function written(reading: TimeReading, zone: string): string {
  const local = (at: Date, form = "yyyy-MM-dd'T'HH:mm") => DateTime.fromJSDate(at, { zone }).toFormat(form);
  switch (reading.status) {
    case "time":
      return local(reading.at);
    case "range":
      return `${local(reading.from)}/${local(reading.to)}`;
    case "day":
      return reading.date;
    case "ambiguous": {
      const form = reading.precision === "day" ? "yyyy-MM-dd" : undefined;
      return reading.candidates.length === 1
        ? `${local(reading.candidates[0] ?? now, form)}|`
        : reading.candidates.map((at) => local(at, form)).join("|");
    }
    case "past":
      return "past";
    case "not-understood":
      return reading.mentionsTime ? "?" : "-";
  }
}

/** `25T17:00` is in November 2026, `12-05T17:00` in 2026. */
function full(expected: string): string {
  return expected
    .split(/(?=[|/])|(?<=[|/])/)
    .map((part) => {
      if (/^\d\d(T|$)/.test(part)) return `2026-11-${part}`;
      return /^\d\d-\d\d(T|$)/.test(part) ? `2026-${part}` : part;
    })
    .join("");
}

const phrases = Object.entries(phrasesByLanguage).flatMap(([language, lines]) =>
  lines
    .trim()
    .split("\n")
    .map((line) => [language, ...line.split(" = ")] as [language: string, phrase: string, expected: string]),
);

test("the table has at least 200 phrases", () => expect(phrases.length).toBeGreaterThanOrEqual(200));

test.each(phrases)("%s: %s", (_language, phrase, expected) => {
  expect(read(phrase)).toBe(full(expected));
});

describe("day and month", () => {
  it.each([
    ["Asia/Kolkata", undefined, "2026-12-05"],
    ["Europe/Berlin", undefined, "2026-12-05"],
    ["America/New_York", undefined, "2027-05-12"],
    ["America/New_York", "day_first", "2026-12-05"],
    ["Asia/Kolkata", "month_first", "2027-05-12"],
    ["Pacific/Honolulu", undefined, "2027-05-12"],
    ["America/Sao_Paulo", undefined, "2026-12-05"],
    ["America/Toronto", undefined, "2026-12-05|2027-05-12"],
    ["UTC", undefined, "2026-12-05|2027-05-12"],
  ] as const)("5/12 in %s with the order %s is %s", (timezone, date_order, expected) => {
    expect(read("5/12", { timezone, date_order })).toBe(expected);
  });
});

describe("other clocks", () => {
  it.each([
    // Around midnight in India.
    ["2026-11-24T18:29:00Z", "tomorrow at 11", "Asia/Kolkata", "2026-11-25T11:00"],
    ["2026-11-24T18:31:00Z", "tomorrow at 11", "Asia/Kolkata", "2026-11-26T11:00"],
    ["2026-11-24T18:31:00Z", "raat 1 baje", "Asia/Kolkata", "2026-11-25T01:00"],
    ["2026-11-24T18:31:00Z", "aaj raat 1 baje", "Asia/Kolkata", "2026-11-25T01:00|2026-11-26T01:00"],
    // Ends of months and of a year.
    ["2026-11-30T04:00:00Z", "tomorrow at 5 pm", "Asia/Kolkata", "2026-12-01T17:00"],
    ["2026-12-31T04:00:00Z", "day after tomorrow at 11", "Asia/Kolkata", "2027-01-02T11:00"],
    ["2027-01-30T04:00:00Z", "on the 31st at 4 pm", "Asia/Kolkata", "2027-01-31T16:00"],
    ["2027-02-03T04:00:00Z", "on the 31st at 4 pm", "Asia/Kolkata", "2027-03-31T16:00"],
    ["2027-02-27T04:00:00Z", "29 february at 4 pm", "Asia/Kolkata", "2028-02-29T16:00"],
    ["2026-12-10T04:00:00Z", "5 december at 4 pm", "Asia/Kolkata", "past"],
    ["2026-12-10T04:00:00Z", "5 jan at 4 pm", "Asia/Kolkata", "2027-01-05T16:00"],
    // Clocks in Berlin went back on 25 October, and go forward on 28 March 2027 at 2:00.
    ["2026-10-24T10:00:00Z", "tomorrow at 5 pm", "Europe/Berlin", "2026-10-25T17:00"],
    ["2026-10-24T10:00:00Z", "in 24 hours", "Europe/Berlin", "2026-10-25T11:00"],
    ["2027-03-27T10:00:00Z", "tomorrow at 2:30 am", "Europe/Berlin", "2027-03-28T03:00"],
    ["2026-10-31T16:00:00Z", "tomorrow at 9 am", "America/New_York", "2026-11-01T09:00"],
  ])("at %s, %s in %s", (at, phrase, timezone, expected) => {
    expect(read(phrase, { timezone }, new Date(at))).toBe(expected);
  });
});

describe("with opening hours", () => {
  const mornings = { ...india, business_hours: { wed: ["06:30-13:00"] } };
  const nights = { ...india, business_hours: { wed: ["18:00-24:00"] } };
  const always = { ...india, business_hours: { wed: ["00:00-24:00"] } };
  it.each([
    ["tomorrow at 7", mornings, "2026-11-25T07:00"],
    ["tomorrow at 1", mornings, "2026-11-25T13:00"],
    ["tomorrow at 11", nights, "2026-11-25T23:00"],
    ["tomorrow at 7", nights, "2026-11-25T19:00"],
    ["tomorrow at 7", always, "2026-11-25T07:00|2026-11-25T19:00"],
    ["tomorrow at 5", always, "2026-11-25T17:00"],
    ["tomorrow at 5", mornings, "2026-11-25T17:00"],
  ])("%s is the hour that is open", (phrase, sections, expected) => {
    expect(read(phrase, sections)).toBe(expected);
  });
});

test("a text that names no day is of the day of an earlier answer", () => {
  const reading = readTime("at 5", { sections: india, now, onDate: "2026-11-27" });
  expect(written(reading, india.timezone)).toBe("2026-11-27T17:00");
});

describe("any text", () => {
  const words = phrases.flatMap(([, phrase]) => phrase.split(" "));
  /** Numbers from a fixed seed (a linear congruential generator), so that a failure repeats. */
  function* numbers(seed: number): Generator<number, never> {
    for (let state = seed; ; ) {
      state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
      yield state / 4_294_967_296;
    }
  }

  it("is read without an error, and a time is never over", () => {
    const random = numbers(7);
    const next = () => random.next().value;
    for (let round = 0; round < 3_000; round += 1) {
      const text = Array.from({ length: 1 + Math.floor(next() * 8) }, () =>
        next() < 0.1
          ? String.fromCodePoint(33 + Math.floor(next() * 0x2fff))
          : words[Math.floor(next() * words.length)],
      ).join(next() < 0.9 ? " " : "");
      const reading = readTime(text, { sections: india, now });
      if (reading.status === "time") expect([text, reading.at >= now]).toEqual([text, true]);
      if (reading.status === "range") expect([text, reading.to > reading.from]).toEqual([text, true]);
      if (reading.status === "ambiguous") expect(reading.candidates.length).toBeLessThanOrEqual(4);
    }
  });

  it("with a word that no list has is no time without a day", () => {
    for (const [, phrase, expected] of phrases) {
      if (!/^\d\dT[\d:]+$/.test(expected)) continue;
      const reading = readTime(`${phrase} zqxv wkrt`, { sections: india, now });
      expect([phrase, reading.status]).not.toEqual([phrase, "time"]);
    }
  });

  it.each(["5 baje ", "5", "not ", "a.m. ", "́", "५", "12:30-", "<", "\u{10ffff}"])(
    "of 10,000 characters %j is not read",
    (piece) => {
      const text = piece.repeat(Math.ceil(10_000 / piece.length));
      expect(readTime(text, { sections: india, now })).toEqual({
        status: "not-understood",
        mentionsTime: false,
        asks: true,
      });
    },
  );

  it.each(["5 baje ", "5", "not ", "kal nahi ", "1/2/", "5-"])("repeated to the limit, %j is read", (piece) => {
    const text = piece.repeat(500 / piece.length).trim();
    expect(readTime(text, { sections: india, now }).status).not.toBe("time");
  });
});
