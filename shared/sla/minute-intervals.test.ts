import { intersect, type MinuteInterval, minuteReader, minutesIn, subtract, unite } from "./minute-intervals.ts";
import { seededRandom } from "./random.fixture.ts";

const length = 400;

/** One byte for each minute: the plain way to be compared with. */
function bitmapOf(intervals: readonly MinuteInterval[]): Uint8Array {
  const bitmap = new Uint8Array(length);
  for (const { from, to } of intervals) for (let minute = from; minute < to; minute += 1) bitmap[minute] = 1;
  return bitmap;
}

function randomSet(random: () => number): MinuteInterval[] {
  return Array.from({ length: Math.floor(random() * 9) }, () => {
    const from = Math.floor(random() * length);
    // Some are empty or turned around, many touch.
    const to = Math.min(length, from + Math.floor(random() * 60) - 4);
    return { from, to };
  });
}

it("equals a bitmap of minutes for 10,000 random sets", () => {
  const random = seededRandom(16);
  let different = 0;
  for (let run = 0; run < 10_000; run += 1) {
    const [one, other] = [randomSet(random), randomSet(random)];
    const [a, b] = [bitmapOf(one), bitmapOf(other)];
    const expected = {
      unite: a.map((bit, at) => bit | (b[at] ?? 0)),
      intersect: a.map((bit, at) => bit & (b[at] ?? 0)),
      subtract: a.map((bit, at) => (bit === 1 && b[at] === 0 ? 1 : 0)),
    };
    const found = {
      unite: unite([...one, ...other]),
      intersect: intersect(one, other),
      subtract: subtract(one, other),
    };
    const isIn = minuteReader(one);
    const read = a.map((_bit, at) => (isIn(at) ? 1 : 0));
    for (const name of ["unite", "intersect", "subtract"] as const) {
      const bits = expected[name];
      const count = bits.reduce((sum, bit) => sum + bit, 0);
      const isApart = found[name].every(({ from }, at, all) => at === 0 || from > (all[at - 1]?.to ?? from));
      if (!isApart || minutesIn(found[name]) !== count || !Buffer.from(bits).equals(Buffer.from(bitmapOf(found[name]))))
        different += 1;
    }
    if (!Buffer.from(read).equals(Buffer.from(a))) different += 1;
  }
  expect(different).toBe(0);
});

it("joins what touches, and holds no minute of an empty or turned-around interval", () => {
  expect(
    unite([
      { from: 5, to: 9 },
      { from: 1, to: 5 },
      { from: 20, to: 20 },
      { from: 30, to: 25 },
    ]),
  ).toEqual([{ from: 1, to: 9 }]);
});
