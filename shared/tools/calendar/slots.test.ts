import fc from "fast-check";
import { growthAtEightfold, linearAtEightfold } from "../../../tests/growth.fixture.ts";
import { type Candidate, fits, startsWithin, type Taken } from "./slots.ts";

const minute = 60_000;
const at = (from: number, minutes: number, before = 0, after = 0): Candidate => ({
  from: from * minute,
  to: (from + minutes) * minute,
  beforeMs: before * minute,
  afterMs: after * minute,
});
const taken = (candidate: Candidate, weight = 1): Taken => ({ ...candidate, weight });

test("appointments may touch, and may not overlap", () => {
  const busy = [taken(at(60, 30))];
  expect(fits(at(30, 30), busy, 1)).toBe(true);
  expect(fits(at(90, 30), busy, 1)).toBe(true);
  expect(fits(at(31, 30), busy, 1)).toBe(false);
  expect(fits(at(70, 10), busy, 1)).toBe(false);
  expect(fits(at(0, 200), busy, 1)).toBe(false);
});

test("the longer of two buffers stays free", () => {
  const busy = [taken(at(60, 30, 0, 10))];
  expect(fits(at(95, 30), busy, 1)).toBe(false);
  expect(fits(at(100, 30, 5), busy, 1)).toBe(true);
  expect(fits(at(100, 30, 15), busy, 1)).toBe(false);
  expect(fits(at(105, 30, 15), busy, 1)).toBe(true);
});

test("a resource takes as many at the same time as its capacity", () => {
  const busy = [taken(at(0, 60)), taken(at(60, 60))];
  expect(fits(at(30, 60), busy, 2)).toBe(true);
  expect(fits(at(30, 60), [...busy, taken(at(45, 30))], 2)).toBe(false);
  expect(fits(at(30, 60), [taken(at(40, 5), 100)], 100)).toBe(false);
});

test("whatever is booked in whatever order, the load never exceeds the capacity", () => {
  const candidate = fc.record({
    from: fc.integer({ min: 0, max: 40 }),
    minutes: fc.integer({ min: 1, max: 20 }),
    before: fc.integer({ min: 0, max: 5 }),
    after: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), (wishes, capacity) => {
      const booked: Taken[] = [];
      for (const { from, minutes, before, after } of wishes) {
        const wish = at(from, minutes, before, after);
        if (fits(wish, booked, capacity)) booked.push(taken(wish));
      }
      for (let moment = 0; moment < 60; moment += 1) {
        const load = booked.filter(({ from, to }) => from <= moment * minute && moment * minute < to).length;
        expect(load).toBeLessThanOrEqual(capacity);
      }
    }),
  );
});

test("begins at every step that leaves room before closing", () => {
  const opening = { from: new Date(0), to: new Date(90 * minute) };
  expect(startsWithin([opening], 45, 30)).toEqual([0, 30 * minute]);
  expect(startsWithin([opening], 100, 30)).toEqual([]);
});

test("a full day costs steps in proportion to its times", () => {
  const search = (size: number) => {
    const busy = Array.from({ length: size }, (_, index) => taken(at(index % 1_400, 30)));
    for (let start = 0; start < 1_400; start += 50) fits(at(start, 600), busy, 1_000_000);
  };
  expect(growthAtEightfold(search, 500)).toBeLessThan(linearAtEightfold);
});
