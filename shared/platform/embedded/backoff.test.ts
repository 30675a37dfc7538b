import { backoffMs } from "./backoff.ts";

const policy = { minBackoffMs: 100, maxBackoffMs: 1000 };

test("waits at least the least wait, and less than twice that after the first attempt", () => {
  expect(backoffMs(policy, 1, 0)).toBe(100);
  expect(backoffMs(policy, 1, 0.999)).toBeLessThan(200);
});

test("doubles the ceiling with each attempt, up to the most", () => {
  expect(backoffMs(policy, 2, 1)).toBe(400);
  expect(backoffMs(policy, 3, 1)).toBe(800);
  expect(backoffMs(policy, 4, 1)).toBe(1000);
  expect(backoffMs(policy, 2000, 1)).toBe(1000);
});

test("keeps to the least wait when the most is below it", () => {
  expect(backoffMs({ minBackoffMs: 100, maxBackoffMs: 50 }, 3, 1)).toBe(100);
});
