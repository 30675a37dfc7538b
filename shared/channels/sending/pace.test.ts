import { RetryableError } from "../../runtime/failures/errors.ts";
import { createPace } from "./pace.ts";

/** A clock that waiting moves. */
function atNow() {
  const clock = { now: 1_000 };
  const pace = createPace({
    nowMs: () => clock.now,
    wait: async (ms) => {
      clock.now += ms;
    },
  });
  const left: number[] = [];
  const go = (key: string, perSecond: number) => pace(key, perSecond).then(() => left.push(clock.now));
  return { clock, go, left };
}

test("messages of one account are spaced", async () => {
  const { go, left } = atNow();
  await Promise.all([go("a", 10), go("a", 10), go("a", 10)]);
  expect(left.map((time, at) => time - (left[at - 1] ?? time)).slice(1)).toEqual([100, 100]);
});

test("those of another account are not held up", async () => {
  const { go, left, clock } = atNow();
  await go("a", 0.5);
  await go("b", 0.5);
  expect(left).toEqual([clock.now, clock.now]);
});

test("what a busy moment held up does not leave all at once", async () => {
  const { clock, go, left } = atNow();
  const all = Array.from({ length: 200 }, () => go("a", 200));
  await all[0];
  clock.now += 500;
  const stalledAt = clock.now;
  await Promise.all(all);
  expect(left.filter((time) => time > stalledAt && time <= stalledAt + 100).length).toBeLessThanOrEqual(26);
});

test("nobody waits long: the event comes again when there is room, and takes no place meanwhile", async () => {
  const { go, left } = atNow();
  const taken = Array.from({ length: 6 }, () => go("a", 1));
  const refused = [go("a", 1), go("a", 1)];
  await expect(refused[0]).rejects.toMatchObject({ code: "paced", retryAfterMs: 6_000 });
  await expect(refused[1]).rejects.toBeInstanceOf(RetryableError);
  await Promise.all(taken);
  expect(left).toHaveLength(6);
});
