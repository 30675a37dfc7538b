import { median, percentile, slope } from "./statistics.ts";

describe("the median", () => {
  it("is the middle value in any order", () => expect(median([9, 1, 5])).toBe(5));
  it("of an even number of values is the mean of the middle two", () => expect(median([4, 1, 2, 100])).toBe(3));
  it("of no values is an error", () => expect(() => median([])).toThrow("no values"));
});

it("interpolates percentiles between neighbours", () => {
  expect(percentile([0, 10], 0.95)).toBeCloseTo(9.5);
  expect(percentile([3, 1, 2], 1)).toBe(3);
});

describe("the slope", () => {
  it("is the slope of the line through the points", () => {
    expect(
      slope([
        { x: 2, y: 1 },
        { x: 4, y: 5 },
        { x: 6, y: 9 },
      ]),
    ).toBe(2);
  });
  it("is not changed by an outlier in the middle", () => {
    const flat = [1, 2, 3, 4, 5].map((x) => ({ x, y: x === 3 ? 10 : 0 }));
    expect(slope(flat)).toBe(0);
  });
  it("of points with one x value is an error", () => expect(() => slope([{ x: 1, y: 1 }])).toThrow("two places"));
});
