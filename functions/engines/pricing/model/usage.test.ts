import { register } from "../../../../shared/models/register.ts";
import { type ModelUsage, partsOf } from "../../../../shared/prices/model-usage.ts";
import { priceOn } from "../../../../shared/prices/price-list.ts";
import { costFunction, costsOf, type PriceBasis } from "./costs.ts";
import { exampleInputs } from "./inputs.fixture.ts";
import { seededRandom } from "./seeded-random.ts";
import { likelyVolumes, rangesOf } from "./volumes.ts";

/** A fraction, for a slow recomputation that shares no arithmetic with the product. */
type Rational = readonly [numerator: bigint, denominator: bigint];

function rational(decimal: string): Rational {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
}
const plus = ([a, b]: Rational, [c, d]: Rational): Rational => [a * d + c * b, b * d];
const times = ([a, b]: Rational, [c, d]: Rational): Rational => [a * c, b * d];

/** Dollars of one request by the register alone. Undefined: a kind of token has no price. */
function slowly({ model, ...used }: ModelUsage): Rational | undefined {
  const price = register.find(({ id }) => id === model)?.price;
  if (!price) return undefined;
  const isLong = price.above !== undefined && used.inputTokens > price.above.inputTokens;
  const rates: readonly (readonly [number, string | undefined])[] = [
    [used.inputTokens - used.cachedTokens - used.audioInputTokens, isLong ? price.above?.input : price.input],
    [used.cachedTokens, isLong ? undefined : price.cachedInput],
    [used.audioInputTokens, isLong ? undefined : price.audioInput],
    [used.outputTokens - used.audioOutputTokens, isLong ? price.above?.output : price.output],
    [used.audioOutputTokens, isLong ? undefined : price.audioOutput],
  ];
  let sum: Rational = [0n, 1n];
  for (const [tokens, rate] of rates) {
    if (tokens === 0) continue;
    if (rate === undefined) return undefined;
    sum = plus(sum, times([BigInt(tokens), 1_000_000n], rational(rate)));
  }
  return sum;
}

function byTheList(usage: ModelUsage): number | undefined {
  let sum = 0;
  for (const { item, tokens } of partsOf(usage)) {
    const row = priceOn(item, "2026-11-29");
    if (row === undefined || row.price === null) return undefined;
    sum += (tokens * Number(row.price)) / row.per;
  }
  return sum;
}

test("1,000 random usage records cost what a recomputation with fractions says, to a billionth of a dollar", () => {
  const random = seededRandom(20_261_129);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  let [priced, long, cached, heard] = [0, 0, 0, 0];
  for (let record = 0; record < 1_000; record += 1) {
    const { id, price } = register[upTo(register.length - 1)] ?? { id: "", price: { input: "0", output: "0" } };
    const inputTokens = upTo(record % 3 === 0 ? 400_000 : 20_000);
    const cachedTokens = random() < 0.3 ? upTo(inputTokens) : 0;
    const audioInputTokens = random() < 0.3 ? upTo(inputTokens - cachedTokens) : 0;
    const outputTokens = upTo(8_000);
    const audioOutputTokens = random() < 0.2 ? upTo(outputTokens) : 0;
    const usage = { model: id, inputTokens, cachedTokens, audioInputTokens, outputTokens, audioOutputTokens };
    const [expected, found] = [slowly(usage), byTheList(usage)];
    expect([usage, found === undefined]).toEqual([usage, expected === undefined]);
    if (expected === undefined || found === undefined) continue;
    const exact = Number((expected[0] * 10n ** 15n) / expected[1]) / 1e15;
    expect(Math.abs(found - exact)).toBeLessThan(1e-9);
    priced += 1;
    if ("above" in price && price.above && inputTokens > price.above.inputTokens) long += 1;
    if (cachedTokens > 0) cached += 1;
    if (audioInputTokens > 0) heard += 1;
  }
  expect([priced > 400, long > 5, cached > 10, heard > 10]).toEqual([true, true, true, true]);
});

test("a prompt of 200,000 tokens has the lower price, and one more has the higher for all", () => {
  const none = { cachedTokens: 0, audioInputTokens: 0, outputTokens: 0, audioOutputTokens: 0 };
  const usd = (inputTokens: number) => byTheList({ model: "gemini-2.5-pro", inputTokens, ...none });
  expect(usd(200_000)).toBeCloseTo(0.25, 12);
  expect(usd(200_001)).toBeCloseTo(0.5000025, 12);
});

test("refuses more cached and spoken tokens than tokens", () => {
  const usage = { model: "gemini-2.5-pro", inputTokens: 1, cachedTokens: 2, audioInputTokens: 0 };
  expect(() => partsOf({ ...usage, outputTokens: 0, audioOutputTokens: 0 })).toThrow(RangeError);
});

test("the quick cost is the exact one but for the rounding of each line", () => {
  const { volumes, choices, prices, rates } = exampleInputs;
  const basis: PriceBasis = { choices, currency: "INR", day: "2026-11-29", prices, rates, fixed: [] };
  const values = likelyVolumes(rangesOf(volumes));
  const exact = costsOf(values, basis);
  expect(Math.abs(costFunction(basis)(values) * 100 - exact.totalMinor)).toBeLessThan(exact.lines.length * 0.51);
});
