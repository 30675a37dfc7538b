import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { CallbackAnswer } from "../customer-wrote.ts";
import { readCallbackTime } from "./read-callback-time.ts";

// A Sunday, 15:30 in India.
const now = new Date("2026-11-22T10:00:00Z");
const always = minimalConfig("  timezone: Asia/Kolkata\n");
const weekdays = minimalConfig(`  timezone: Asia/Kolkata
  business_hours: { mon: ["09:00-13:00", "14:00-18:00"], tue: ["09:00-18:00"] }
`);

interface Talk {
  readonly config?: typeof always;
  readonly language?: string;
}

/** What each message of a customer leads to, each after the question about the one before. */
function talk(messages: readonly string[], { config = always, language = "en" }: Talk = {}): readonly string[] {
  let last: CallbackAnswer = { type: "agent" };
  return messages.map((message) => {
    const asked = last.type === "ask" ? last.asked : null;
    last = readCallbackTime(message, { config, language, now, asked });
    return last.type === "time"
      ? `${last.time.at.slice(0, 16)} ${last.time.written}`
      : last.type === "ask"
        ? last.text
        : "";
  });
}

describe("a customer's answer to when they may be called", () => {
  it.each([
    ["tomorrow at 5", "2026-11-23T17:00 Monday, 23 November at 5:00 pm"],
    ["not today, tomorrow at 11", "2026-11-23T11:00 Monday, 23 November at 11:00 am"],
    ["tomorrow between 3 and 5", "2026-11-23T15:00 Monday, 23 November, 3:00–5:00 pm"],
    ["5/12 at 11", "2026-12-05T11:00 Saturday, 5 December at 11:00 am"],
  ])("%s is a time", (message, expected) => {
    expect(talk([message]).map((text) => text.replaceAll(/[\u2009\u202f]/g, " ").replace(" – ", "–"))).toEqual([
      expected,
    ]);
  });

  it("asks for the hour of a day, and takes it on that day", () => {
    expect(talk(["on the 5th", "at 4"])).toEqual([
      "At what time on Saturday, 5 December?",
      "2026-12-05T16:00 Saturday, 5 December at 4:00 pm",
    ]);
  });

  it("asks which of two, and takes the one that the answer tells", () => {
    expect(talk(["tomorrow at 8", "pm"]).at(-1)).toMatch(/^2026-11-23T20:00/);
    expect(talk(["tomorrow at 8", "subah"]).at(-1)).toMatch(/^2026-11-23T08:00/);
    expect(talk(["Monday or Tuesday at 5 pm", "tuesday"]).at(-1)).toMatch(/^2026-11-24T17:00/);
    expect(talk(["tomorrow at 8", "tomorrow at 4 pm"]).at(-1)).toMatch(/^2026-11-23T16:00/);
  });

  it("takes a single reading only after a yes", () => {
    expect(talk(["please ask Doctor Rao to ring my wife tomorrow at 5", "haan ji"])).toEqual([
      "Do you mean Monday, 23 November at 5:00 pm?",
      "2026-11-23T17:00 Monday, 23 November at 5:00 pm",
    ]);
    expect(talk(["please ask Doctor Rao to ring my wife tomorrow at 5", "no"]).at(-1)).toBe("");
  });

  it("asks once about what it does not understand, and a few times about what comes nearer", () => {
    const again = expect.stringContaining("I did not understand");
    expect(talk(["abhi nahi", "soon"])).toEqual([again, ""]);
    expect(talk(["soon", "tomorrow", "at 7", "in the evening"]).at(-1)).toMatch(/^2026-11-23T19:00/);
    expect(talk(["tomorrow", "friday", "saturday", "monday"]).at(-1)).toBe("");
  });

  it("leaves questions and other messages to the agent", () => {
    expect(talk(["What does a CBC cost?"])).toEqual([""]);
    expect(talk(["no, I would rather have the report of my father sent to me by mail, please"])).toEqual([""]);
    expect(talk(["no"])).toEqual([""]);
  });

  it("moves a time outside the opening hours to the next opening, and says which", () => {
    expect(talk(["tomorrow at 1:30 pm"], { config: weekdays })).toEqual([
      "2026-11-23T14:00 Monday, 23 November at 2:00 pm",
    ]);
  });

  it("asks in the customer's language", () => {
    expect(talk(["कल"], { language: "hi" })).toEqual(["सोमवार, 23 नवंबर को कितने बजे?"]);
    expect(talk(["kal"], { language: "hi-Latn" })).toEqual(["Monday, 23 November ko kitne baje?"]);
  });
});
