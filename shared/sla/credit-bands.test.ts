import { type CreditBand, creditHundredths, creditMinor, creditProblems } from "./credit-bands.ts";
import { fraction, mean, percentText } from "./fraction.ts";

const cloudRun: CreditBand[] = [
  { below: 99.95, credit: 10 },
  { below: 99, credit: 25 },
  { below: 95, credit: 50 },
];
const cloudFunctions: CreditBand[] = [{ below: 99.5, credit: 10 }, ...cloudRun.slice(1)];
const d30 = 43_200;
const d31 = 44_640;
const d28 = 40_320;
/** Europe/London, October: 31 days and the hour that comes twice. */
const londonOctober = 44_700;

/** Tenths of a minute that were down, and the availability that a person sees. */
it.each([
  [d30, 0, "100.0000", 0],
  [d30, 210, "99.9514", 0],
  [d30, 215, "99.9502", 0],
  [d30, 216, "99.9500", 0],
  [d30, 217, "99.9498", 10],
  [d30, 220, "99.9491", 10],
  [d30, 4_319, "99.0002", 10],
  [d30, 4_320, "99.0000", 10],
  [d30, 4_321, "98.9998", 25],
  [d30, 4_330, "98.9977", 25],
  [d30, 21_600, "95.0000", 25],
  [d30, 21_601, "94.9998", 50],
  [d30, 21_610, "94.9977", 50],
  [d30, d30 * 10, "0.0000", 50],
  [d31, 220, "99.9507", 0],
  [d31, 223, "99.9500", 0],
  [d31, 224, "99.9498", 10],
  [d31, 230, "99.9485", 10],
  [d31, 4_464, "99.0000", 10],
  [d31, 4_465, "98.9998", 25],
  [d28, 200, "99.9504", 0],
  [d28, 210, "99.9479", 10],
  [d28, 4_032, "99.0000", 10],
  [d28, 4_033, "98.9998", 25],
  [d28, 20_160, "95.0000", 25],
  [d28, 20_161, "94.9998", 50],
  [londonOctober, 223, "99.9501", 0],
  [londonOctober, 224, "99.9499", 10],
  [londonOctober, 4_470, "99.0000", 10],
  [londonOctober, 4_471, "98.9998", 25],
])("of %d minutes, %d tenths down are %s %%: a credit of %d %%", (minutes, tenths, text, credit) => {
  const availability = fraction(minutes * 10 - tenths, minutes * 10);
  expect(percentText(availability)).toBe(text);
  expect(creditHundredths(cloudRun, availability)).toBe(credit * 100);
  // Integers as the contract's reader would compare them: down·10⁴ against total·5.
  expect(creditHundredths(cloudRun, availability) > 0).toBe(tenths * 10_000 > minutes * 10 * 5);
});

it.each([
  [216, 0],
  [217, 10],
  [432, 10],
  [433, 25],
  [2_160, 25],
  [2_161, 50],
])("by the bands of Cloud Functions, %d minutes of 30 days give %d %%", (down, credit) => {
  expect(creditHundredths(cloudFunctions, fraction(d30 - down, d30))).toBe(credit * 100);
});

it.each([
  ["bands", { bands: cloudRun, minimum: 0 }, 22, 4_999_900, 0, 499_990],
  ["half a paisa up", { bands: cloudRun, minimum: 0 }, 22, 12_345, 0, 1_235],
  ["no breach", { bands: cloudRun, minimum: 0 }, 21, 4_999_900, 0, 0],
  ["not above the minimum", { bands: cloudRun, minimum: 1 }, 22, 1_000, 100, 0],
  ["above the minimum", { bands: cloudRun, minimum: 1 }, 22, 1_010, 100, 101],
  ["acceleration", { bands: [], acceleration: 10, minimum: 0 }, 22, 4_999_900, 0, 25_462],
  ["acceleration, at most the price", { bands: [], acceleration: 1_000, minimum: 0 }, 4_320, 500_000, 0, 500_000],
])("gives the credit to the paisa: %s", (_what, terms, downMinutes, priceMinor, minimumMinor, expected) => {
  const availability = fraction(d30 - downMinutes, d30);
  expect(creditMinor(terms, { availability, downMinutes, monthMinutes: d30, priceMinor, minimumMinor })).toBe(expected);
});

it("has the exact mean of intervals, with different counts of requests", () => {
  // 8,639 intervals without an error, and one with a third of its requests failed.
  const intervals = [...Array.from({ length: 8_639 }, () => fraction(1, 1)), fraction(2, 3)];
  expect(mean(intervals)).toEqual(fraction(8_640 * 3 - 1, 8_640 * 3));
  const many = Array.from({ length: 8_640 }, (_, index) => fraction(index, index + 1));
  const floating = many.reduce((sum, { part, whole }) => sum + Number(part) / Number(whole), 0) / many.length;
  const exact = mean(many);
  expect(exact && Number(percentText(exact, 9)) / 100).toBeCloseTo(floating, 9);
});

it.each([
  [{ bands: [], minimum: 0, monthly_price: 1 }, ["bands"]],
  [{ bands: cloudRun, minimum: 0 }, ["monthly_price"]],
  [{ bands: cloudRun, acceleration: 2, minimum: 0, monthly_price: 1 }, ["acceleration"]],
  [{ bands: [...cloudRun].reverse(), minimum: 0, monthly_price: 1 }, ["bands", "bands"]],
  [
    {
      bands: [
        { below: 99, credit: 25 },
        { below: 98, credit: 10 },
      ],
      minimum: 0,
      monthly_price: 1,
    },
    ["bands"],
  ],
])("finds what terms contradict: %j", (terms, keys) => {
  expect(creditProblems(terms).map(({ path }) => path[1])).toEqual(keys);
});
