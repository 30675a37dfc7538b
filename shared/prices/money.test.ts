import Big from "big.js";
import fc from "fast-check";
import { allocate, decimalOf, minorOf } from "./money.ts";

test.each([
  ["0.125", "INR", 12],
  ["0.135", "INR", 14],
  ["-0.125", "INR", -12],
  ["2.5", "JPY", 2],
  ["1.0005", "KWD", 1_000],
])("rounds %s %s once, half to even", (amount, currency, minor) => {
  expect(minorOf(new Big(amount), currency)).toBe(minor);
});

test("refuses amounts that whole numbers cannot hold", () => {
  expect(() => minorOf(new Big("1e14"), "INR")).toThrow(RangeError);
});

test("writes all digits of the currency", () => {
  expect(decimalOf(149_900, "INR")).toBe("1499.00");
  expect(decimalOf(-5, "INR")).toBe("-0.05");
  expect(decimalOf(7, "JPY")).toBe("7");
});

test("gives the remainder to the largest fractions", () => {
  expect(allocate(10_001, [1, 1, 1])).toEqual([3334, 3334, 3333]);
  expect(allocate(10, [3, 3, 1])).toEqual([4, 4, 2]);
  expect(allocate(-10, [3, 3, 1])).toEqual([-4, -4, -2]);
  expect(allocate(7, [0, 0])).toEqual([7, 0]);
  expect(allocate(0, [])).toEqual([]);
});

test("parts sum to the whole, and each is within one of its exact share", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e12, max: 1e12 }),
      fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 12 }),
      (amount, weights) => {
        const parts = allocate(amount, weights);
        expect(parts.reduce((sum, each) => sum + each, 0)).toBe(amount);
        const sum = weights.reduce((total, each) => total + each, 0);
        if (sum > 0)
          for (const [index, part] of parts.entries())
            expect(Math.abs(part - (amount * (weights[index] ?? 0)) / sum)).toBeLessThan(1.001);
      },
    ),
    { numRuns: 2_000 },
  );
});
