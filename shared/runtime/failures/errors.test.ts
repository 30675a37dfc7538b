import { z } from "zod";
import { isBug, RetryableError, TerminalError } from "./errors.ts";

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
const withCode = (error: Error, code: unknown) => Object.assign(error, { code });

test.each([
  [thrownBy(() => (undefined as unknown as { a: string }).a), true],
  [thrownBy(() => "x".repeat(-1)), true],
  [thrownBy(() => z.string().parse(1)), true],
  [new TypeError("fetch failed", { cause: withCode(new Error("connect"), "ECONNREFUSED") }), false],
  [new TypeError("terminated"), false],
  [withCode(new TypeError("Invalid URL"), "ERR_INVALID_URL"), false],
  [withCode(new Error("14 UNAVAILABLE"), 14), false],
  [thrownBy(() => JSON.parse("<html>")), false],
  [new DOMException("late", "TimeoutError"), false],
  [new Error("something"), false],
  [new RetryableError("busy", "Later."), false],
  [new TerminalError("no", "Never."), false],
  ["a string", false],
])("%s: a bug is %s", (error, expected) => {
  expect(isBug(error)).toBe(expected);
});
