import { callbackTime } from "./callback-time.ts";

// A Sunday, 15:30 in India.
const now = new Date("2026-11-22T10:00:00Z");

test.each([
  ["tomorrow at 5 pm", "2026-11-23T11:30:00.000Z"],
  ["tomorrow at 5", "2026-11-23T11:30:00.000Z"],
  ["Monday 9 am please", "2026-11-23T03:30:00.000Z"],
  ["in two hours", "2026-11-22T12:00:00.000Z"],
  ["tomorrow evening", "2026-11-23T12:30:00.000Z"],
  ["tomorrow", "2026-11-23T04:30:00.000Z"],
  ["on 1 December at 11:15", "2026-12-01T05:45:00.000Z"],
  ["kal subah 10 baje", "2026-11-23T04:30:00.000Z"],
  ["कल सुबह 10 बजे", "2026-11-23T04:30:00.000Z"],
  ["kal shaam 6 baje", "2026-11-23T12:30:00.000Z"],
  ["aaj shaam 7 baje", "2026-11-22T13:30:00.000Z"],
])("%s", (message, expected) => {
  expect(callbackTime(message, "Asia/Kolkata", now)?.toISOString()).toBe(expected);
});

test.each(["no, just send me the report", "why does nobody answer?", "hello"])("%s names no time", (message) => {
  expect(callbackTime(message, "Asia/Kolkata", now)).toBeUndefined();
});

test("a time has the UTC offset of its day, also after a clock change", () => {
  const before = new Date("2026-10-24T10:00:00Z");
  expect(callbackTime("tomorrow at 5 pm", "Europe/Berlin", before)?.toISOString()).toBe("2026-10-25T16:00:00.000Z");
  expect(callbackTime("today at 5 pm", "Europe/Berlin", before)?.toISOString()).toBe("2026-10-24T15:00:00.000Z");
});
