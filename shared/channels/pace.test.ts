import { RetryableError } from "../runtime/errors.ts";
import { createPace } from "./pace.ts";

function atNow(nowMs = 0) {
  const waits: number[] = [];
  const pace = createPace({ nowMs: () => nowMs, wait: async (ms) => void waits.push(ms) });
  return { pace, waits };
}

test("messages of one account are spaced, those of another are not held up", async () => {
  const { pace, waits } = atNow();
  for (const key of ["a", "a", "a", "b"]) await pace(key, 10);
  expect(waits).toEqual([100, 200]);
});

test("nobody waits long: the event comes again when there is room, and takes no place meanwhile", async () => {
  const { pace, waits } = atNow();
  for (let count = 0; count < 6; count += 1) await pace("a", 1);
  await expect(pace("a", 1)).rejects.toMatchObject({ code: "paced", retryAfterMs: 6_000 });
  await expect(pace("a", 1)).rejects.toBeInstanceOf(RetryableError);
  expect(waits).toHaveLength(5);
});
