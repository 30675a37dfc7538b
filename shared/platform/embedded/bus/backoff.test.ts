import { backoffMs } from "./backoff.ts";

const policy = { minBackoffMs: 100, maxBackoffMs: 1000 };

test("waits between the minimum and twice the minimum after the first attempt", () => {
  expect(backoffMs(policy, 1, 0)).toBe(100);
  expect(backoffMs(policy, 1, 0.999)).toBeLessThan(200);
});

test("doubles the ceiling with each attempt up to the maximum", () => {
  expect(backoffMs(policy, 2, 1)).toBe(400);
  expect(backoffMs(policy, 3, 1)).toBe(800);
  expect(backoffMs(policy, 4, 1)).toBe(1000);
  expect(backoffMs(policy, 2000, 1)).toBe(1000);
});

test("waits the minimum when the maximum is below it", () => {
  expect(backoffMs({ minBackoffMs: 100, maxBackoffMs: 50 }, 3, 1)).toBe(100);
});
