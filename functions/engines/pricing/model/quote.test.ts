import fc from "fast-check";
import { breakEven } from "./break-even.ts";
import { type PriceModel, PriceModel as PriceModelSchema } from "./price-models.ts";
import { quoteOf } from "./quote.ts";
import { Terms } from "./terms.ts";
import { likelyVolumes, rangesOf } from "./volumes.ts";

const terms = (change: object = {}) => Terms.parse(change);
const volumes = (change: object = {}) => likelyVolumes(rangesOf({ conversations: 1_000, ...change }));
const deal = (change: { terms?: object; volumes?: object; costMinor?: number } = {}) => ({
  currency: "INR",
  terms: terms(change.terms),
  volumes: volumes(change.volumes),
  costMinor: change.costMinor ?? 500_000,
});

const price = fc
  .tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 9_999 }))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(4, "0")}`);
const unit = fc.constantFrom("conversation", "resolution", "minute", "seat");
const model: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ kind: fc.constantFrom("per_resolution", "per_conversation", "per_minute", "per_seat"), price }),
  fc.record({ kind: fc.constant("hybrid"), unit, base: price, included: fc.nat(500), price }),
  fc.record({ kind: fc.constant("outcome"), included: fc.nat(500), price }),
  fc
    .tuple(
      unit,
      fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { maxLength: 4 }),
      fc.array(price, { minLength: 5 }),
    )
    .map(([counted, ends, prices]) => ({
      kind: "tiers",
      unit: counted,
      tiers: [...ends.sort((a, b) => a - b), null].map((up_to, index) => ({ up_to, price: prices[index] })),
    })),
);

test("10,000 quotes: lines sum to every total to the paisa", () => {
  fc.assert(
    fc.property(
      model,
      fc.record({
        discount: fc.double({ min: 0, max: 0.95, noNaN: true }),
        minimum_month: price,
        setup_fee: price,
        tax: fc.record({
          name: fc.constant("GST"),
          percent: fc.integer({ min: 0, max: 28_000 }).map((thousandths) => (thousandths / 1_000).toFixed(3)),
          parts: fc.constantFrom([], ["CGST", "SGST"], ["one", "two", "three"]),
        }),
      }),
      fc.record({ conversations: fc.nat(20_000), calls: fc.nat(5_000), seats: fc.nat(50) }),
      fc.nat(100_000_000),
      (given, chosen, counts, costMinor) => {
        const quote = quoteOf(PriceModelSchema.parse(given), {
          currency: "INR",
          terms: terms(chosen),
          volumes: volumes(counts),
          costMinor,
        });
        const sum = (of: (line: (typeof quote.lines)[number]) => number) =>
          quote.lines.reduce((total, line) => total + of(line), 0);
        expect(sum((line) => line.amountMinor)).toBe(quote.grossMinor);
        expect(sum((line) => line.discountMinor)).toBe(quote.discountMinor);
        expect(sum((line) => line.netMinor)).toBe(quote.netMinor);
        expect(sum((line) => line.taxMinor)).toBe(quote.taxMinor);
        expect(sum((line) => line.totalMinor)).toBe(quote.totalMinor);
        expect(quote.netMinor + quote.taxMinor).toBe(quote.totalMinor);
        expect(quote.netMinor - quote.costMinor).toBe(quote.marginMinor);
        if (quote.taxParts.length > 0)
          expect(quote.taxParts.reduce((total, each) => total + each.amountMinor, 0)).toBe(quote.taxMinor);
      },
    ),
    { numRuns: 10_000 },
  );
}, 120_000);

test("a derived price gives the target margin after the discount, and no less", () => {
  for (const kind of ["per_resolution", "per_conversation"] as const) {
    const quote = quoteOf({ kind }, deal({ terms: { target_margin: 0.6, discount: 0.1 } }));
    expect(quote.derived).toBe(true);
    expect(quote.margin).toBeGreaterThanOrEqual(0.6 - 1e-5);
    expect(quote.margin).toBeLessThan(0.601);
  }
});

test("tiers price each unit by its own tier", () => {
  const tiers = [
    { up_to: 100, price: "5" },
    { up_to: 400, price: "4" },
    { up_to: null, price: "3" },
  ];
  const quote = quoteOf({ kind: "tiers", unit: "conversation", tiers }, deal());
  expect(quote.lines.map(({ units, amountMinor }) => [units, amountMinor])).toEqual([
    [100, 50_000],
    [300, 120_000],
    [600, 180_000],
  ]);
});

test("an outcome that is taken back is not charged, nor are included ones", () => {
  const outcome: PriceModel = { kind: "outcome", included: 50, price: "99" };
  const quote = quoteOf(outcome, deal({ volumes: { resolution_share: 0.6, taken_back_share: 0.1 } }));
  expect(quote.lines).toMatchObject([{ what: "lasting-resolution", units: 490, amountMinor: 4_851_000 }]);
});

test("a hybrid charges the fee, and only units beyond the included ones", () => {
  const hybrid: PriceModel = { kind: "hybrid", unit: "conversation", base: "15000", included: 900, price: "12.5" };
  expect(quoteOf(hybrid, deal()).lines).toMatchObject([
    { what: "base", amountMinor: 1_500_000 },
    { what: "conversation", units: 100, amountMinor: 125_000 },
  ]);
});

test("the minimum of a month fills what is missing, before the discount and the tax", () => {
  const quote = quoteOf(
    { kind: "per_conversation", price: "1" },
    deal({ terms: { minimum_month: "2000", discount: 0.1 }, costMinor: 0 }),
  );
  expect(quote).toMatchObject({ grossMinor: 200_000, netMinor: 180_000, taxMinor: 32_400, totalMinor: 212_400 });
  expect(quote.lines.map(({ what }) => what)).toEqual(["conversation", "minimum"]);
});

test("tells a margin below the floor, also where nothing is charged", () => {
  expect(quoteOf({ kind: "per_conversation", price: "5.5" }, deal()).belowFloor).toBe(true);
  expect(quoteOf({ kind: "per_conversation", price: "6.3" }, deal()).belowFloor).toBe(false);
  expect(quoteOf({ kind: "per_seat" }, deal())).toMatchObject({ unitPrice: null, margin: null, belowFloor: true });
});

test.each([
  [
    [
      { up_to: 100, price: "5" },
      { up_to: 100, price: "4" },
      { up_to: null, price: "3" },
    ],
    "must be more than",
  ],
  [
    [
      { up_to: null, price: "5" },
      { up_to: null, price: "4" },
    ],
    "Only the last tier may have no end",
  ],
  [[{ up_to: 100, price: "5" }], "must be null in the last tier"],
])("refuses tiers that contradict each other: %j", (tiers, message) => {
  expect(() => PriceModelSchema.parse({ kind: "tiers", unit: "conversation", tiers })).toThrow(message);
});

test.each([
  [{ target_margin: -0.1 }, "must not be negative"],
  [{ floor_margin: 0.6, target_margin: 0.5 }, "must be at least `floor_margin`"],
  [{ minimum_month: "-5" }, "without a sign"],
])("refuses terms %j", (given, message) => {
  expect(() => terms(given)).toThrow(message);
});

describe("the break-even", () => {
  it("is where a rising profit reaches zero", () => {
    expect(breakEven((contacts) => contacts * 3 - 1_000)).toEqual({ from: 334, until: null });
  });
  it("ends where a flat fee no longer covers the cost", () => {
    expect(breakEven((contacts) => 1_000 - contacts * 3)).toEqual({ from: 1, until: 333 });
  });
  it("is nowhere when each contact loses", () => {
    expect(breakEven((contacts) => -contacts)).toEqual({ from: null, until: null });
  });
  it("is everywhere when each contact earns", () => {
    expect(breakEven((contacts) => contacts)).toEqual({ from: 1, until: null });
  });
});
