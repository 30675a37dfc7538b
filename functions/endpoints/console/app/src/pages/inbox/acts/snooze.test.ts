import { snoozeChoices } from "./snooze.ts";

const shown = (now: Date) =>
  snoozeChoices(now).map(({ name, at }) => `${name} ${at.getDate()} ${at.getHours()}:${at.getMinutes()}`);

test("puts off by an hour, to the evening, to tomorrow and to Monday", () => {
  expect(shown(new Date(2026, 10, 25, 14, 30))).toEqual([
    "hour 25 15:30",
    "evening 25 18:0",
    "tomorrow 26 9:0",
    "monday 30 9:0",
  ]);
});

test("in the evening there is no evening left, and on a Monday the next one is meant", () => {
  expect(shown(new Date(2026, 10, 30, 19, 0))).toEqual(["hour 30 20:0", "tomorrow 1 9:0", "monday 7 9:0"]);
});
