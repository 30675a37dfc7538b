import { median, percentile, slope } from "./statistics.ts";

describe("the median", () => {
  it("is the middle value, whatever the order", () => expect(median([9, 1, 5])).toBe(5));
  it("of an even number lies between the two in the middle", () => expect(median([4, 1, 2, 100])).toBe(3));
  it("of nothing is an error", () => expect(() => median([])).toThrow("no values"));
});

it("interpolates percentiles between neighbours", () => {
  expect(percentile([0, 10], 0.95)).toBeCloseTo(9.5);
  expect(percentile([3, 1, 2], 1)).toBe(3);
});

describe("the slope", () => {
  it("is that of the line through the points", () => {
    expect(
      slope([
        { x: 2, y: 1 },
        { x: 4, y: 5 },
        { x: 6, y: 9 },
      ]),
    ).toBe(2);
  });
  it("is pulled only a little by one point off the line", () => {
    const flat = [1, 2, 3, 4, 5].map((x) => ({ x, y: x === 3 ? 10 : 0 }));
    expect(slope(flat)).toBe(0);
  });
  it("of points at one place is an error", () => expect(() => slope([{ x: 1, y: 1 }])).toThrow("two places"));
});
