import { calculate } from "./calculate.ts";
import { datedInputs, exampleInputs } from "./inputs.fixture.ts";
import type { DatedInputs } from "./inputs.ts";
import { billedMean } from "./quantities.ts";
import type { PricingResult } from "./result.ts";
import { distributionOf, draw, tornado, triangular } from "./uncertainty.ts";
import { likelyVolumes, rangesOf, type Volumes } from "./volumes.ts";

function resultOf(inputs: DatedInputs): PricingResult {
  const result = calculate(inputs);
  if ("code" in result) throw new Error(result.detail);
  return result;
}

const lineOf = (result: PricingResult, item: string) => result.costs.find((line) => line.item === item);

test("costs of a worked example, by hand", () => {
  const result = resultOf(exampleInputs);
  // 10,000 chats × 6 answers + 1,000 calls × 3 minutes × 4 answers = 72,000 answers × 3,000 tokens at $0.75 / million.
  expect(lineOf(result, "model.gemini-3.8-flash.input")).toMatchObject({ units: "216000000", amount_minor: 1_368_900 });
  // 72,000 × 150 tokens at $3.75 / million × 84.50.
  expect(lineOf(result, "model.gemini-3.8-flash.output")).toMatchObject({ amount_minor: 342_225 });
  expect(lineOf(result, "whatsapp.utility.IN")).toMatchObject({ units: "2000", amount_minor: 23_000 });
  // 1,000 × 3 minutes of sound at $0.0077 a minute.
  expect(lineOf(result, "stt.deepgram.nova-3")).toMatchObject({ units: "180000", amount_minor: 195_195 });
  // 11,000 contacts × 20 % × 6 minutes at ₹200 an hour.
  expect(lineOf(result, "operator.IN")).toMatchObject({ units: "13200", amount_minor: 4_400_000, assumed: true });
  expect(result).toMatchObject({ contacts: 11_000, complete: true, unpriced: [] });
});

test("lines, components and total are one sum", () => {
  const { costs, components, cost_minor: total } = resultOf(exampleInputs);
  const sum = (list: readonly { readonly amount_minor: number | null }[]) =>
    list.reduce((all, { amount_minor }) => all + (amount_minor ?? 0), 0);
  expect(sum(costs)).toBe(total);
  expect(sum(components)).toBe(total);
});

test("what has no known price makes the total a lower bound that names it", () => {
  const result = resultOf(datedInputs({ prices: [] }));
  expect(result).toMatchObject({ complete: false, unpriced: ["twilio.voice.IN"] });
  expect(lineOf(result, "twilio.voice.IN")).toMatchObject({ amount_minor: null, price: null });
  expect(result.components).toContainEqual({ component: "telephony", amount_minor: 0, complete: false });
  expect(result.warnings.join(" ")).toContain("lower bound: no price is known of twilio.voice.IN");
});

test("cached tokens of a model without such a price are not priced", () => {
  const volumes = { conversations: 100, cached_share: 0.5 };
  expect(resultOf(datedInputs({ volumes })).unpriced).toEqual(["model.gemini-3.8-flash.cached-input"]);
});

test("a model that has ended is priced as the one in its place", () => {
  const choices = { model: "gemini-2.5-pro" };
  const [before, after] = ["2026-11-30", "2026-12-01"].map((day) => resultOf({ ...datedInputs({ choices }), day }));
  expect(before?.costs[0]?.item).toBe("model.gemini-2.5-pro.input");
  expect(after?.costs[0]?.item).toBe("model.gemini-3.8-flash.input");
  expect(after?.warnings[0]).toBe(
    "gemini-2.5-pro ends on 2026-12-01; gemini-3.8-flash takes its place, at its own price.",
  );
});

test("a realtime call is priced by the sound that it hears and speaks", () => {
  const result = resultOf(datedInputs({ volumes: { calls: 100, call_minutes: 10 }, choices: { voice: "realtime" } }));
  // 60,000 s × 32 tokens at $3, half as many at $12.
  expect(lineOf(result, "model.gemini-live-2.5-flash-native-audio.audio-input")).toMatchObject({ units: "1920000" });
  expect(lineOf(result, "model.gemini-live-2.5-flash-native-audio.audio-output")).toMatchObject({
    amount_minor: 97_344,
  });
});

test("Twilio adds its fee for every message of a conversation", () => {
  const choices = { whatsapp: "twilio" };
  const volumes = { conversations: 100, whatsapp_share: 0.5, turns: 4, marketing_messages: 10 };
  expect(lineOf(resultOf(datedInputs({ volumes, choices })), "twilio.whatsapp")?.units).toBe("410");
});

test("a recogniser has its provider's price where that is one for all models", () => {
  const result = resultOf(
    datedInputs({ volumes: { calls: 100, call_minutes: 10 }, choices: { stt: "google.chirp_3" } }),
  );
  expect(lineOf(result, "stt.google.chirp_3")).toMatchObject({ price: "0.016", amount_minor: 135_200 });
});

test.each([
  [{ conversations: "many" }, "must be a number of at least 0, or { value, low, high }."],
  [{ conversations: -1 }, "expected number to be >=0"],
  [{ conversations: { value: 5, low: 6, high: 7 } }, "must have low ≤ value ≤ high."],
  [{ handoff_share: 40 }, "is a share. Write 0.4 for 40 %."],
])("refuses volumes %j", (volumes, message) => {
  expect(() => datedInputs({ volumes })).toThrow(message);
});

test.each([
  [{ volumes: { seats: 3 } }, "volumes-missing", "/volumes/conversations"],
  [{ rates: [] }, "rate-missing", "/rates"],
])("refuses %j", (change, code, pointer) => {
  expect(calculate(datedInputs(change))).toMatchObject({ code, pointer });
});

test("compares a model for each unit that there is", () => {
  const kinds = (volumes: object) => resultOf(datedInputs({ volumes })).quotes.map(({ model }) => model.kind);
  expect(kinds({ conversations: 100 })).toEqual(["per_resolution", "per_conversation", "outcome"]);
  expect(kinds({ calls: 100, seats: 2 })).toEqual([
    ...["per_resolution", "per_conversation", "per_minute", "per_seat", "outcome"],
  ]);
});

test("a break-even holds: one contact less loses", () => {
  const change = { fixed_costs: [{ name: "licence", amount: "50000", currency: "INR" }] };
  const inputs = datedInputs({ ...change, price_models: [{ kind: "per_conversation", price: "30" }] });
  const from = resultOf(inputs).quotes[0]?.break_even.from ?? 0;
  const marginAt = (contacts: number) => {
    const { conversations, calls, utility_messages } = { conversations: 10_000, calls: 1_000, utility_messages: 2_000 };
    const scale = contacts / 11_000;
    const volumes = {
      conversations: conversations * scale,
      calls: calls * scale,
      utility_messages: utility_messages * scale,
      seats: 4,
    };
    return resultOf({ ...inputs, volumes }).quotes[0]?.margin_minor ?? 0;
  };
  expect(from).toBeGreaterThan(1);
  expect([marginAt(from) >= -10, marginAt(from - 1) < 10]).toEqual([true, true]);
});

describe("the tornado", () => {
  const ranges = rangesOf({
    conversations: { value: 100, low: 50, high: 200 },
    calls: { value: 10, low: 8, high: 11 },
    call_minutes: 3,
  });
  const likely = likelyVolumes(ranges);
  const linear = (volumes: Volumes) => volumes.conversations * 2 + volumes.calls * 30;

  it("has a bar for every input that moves the cost, the widest first", () => {
    expect(tornado(ranges, linear)).toEqual([
      { input: "conversations", low: 50, high: 200, costAtLow: 400, costAtHigh: 700 },
      { input: "calls", low: 8, high: 11, costAtLow: 440, costAtHigh: 530 },
    ]);
  });

  it("of a linear cost sums to the cost at all ends at once", () => {
    const bars = tornado(ranges, linear);
    const allHigh = linear({ ...likely, conversations: 200, calls: 11 });
    expect(bars.reduce((sum, { costAtHigh }) => sum + costAtHigh - linear(likely), linear(likely))).toBe(allHigh);
  });

  it("of a pricing has the cost that the pricing has at that end", () => {
    const bar = resultOf(exampleInputs).tornado.find(({ input }) => input === "turns");
    const at = resultOf(datedInputs({ volumes: { ...exampleInputs.volumes, turns: bar?.high } }));
    expect(Math.abs((bar?.cost_at_high ?? 0) * 100 - at.cost_minor)).toBeLessThan(at.costs.length);
  });
});

describe("the simulation", () => {
  const range = { value: 300, low: 100, high: 900 };

  it.each([["one input", rangesOf({ conversations: range }), (volumes: Volumes) => 40 + 7 * volumes.conversations]])(
    "of %s is within 1 %% of the closed form",
    (_, ranges, cost) => {
      const only = { ...ranges, ...fixedBut(["conversations"], ranges) };
      const results = new Float64Array(10_000);
      draw(only, { seed: 1, draws: 10_000 }, (volumes, index) => {
        results[index] = cost(volumes);
      });
      const { p10, p50, p90, mean } = distributionOf(results);
      const exact = (u: number) => 40 + 7 * triangular(range, u);
      const pairs = [
        [p10, exact(0.1)],
        [p50, exact(0.5)],
        [p90, exact(0.9)],
        [mean, 40 + (7 * 1_300) / 3],
      ] as const;
      for (const [found, expected] of pairs) expect(Math.abs(found / expected - 1)).toBeLessThan(0.01);
    },
  );

  it("of two inputs has the mean and the deviation of their sum", () => {
    const ranges = rangesOf({ conversations: range, calls: { value: 50, low: 20, high: 80 } });
    const only = { ...ranges, ...fixedBut(["conversations", "calls"], ranges) };
    const results = new Float64Array(10_000);
    draw(only, { seed: 3, draws: 10_000 }, ({ conversations, calls }, index) => {
      results[index] = conversations + 10 * calls;
    });
    const mean = results.reduce((sum, each) => sum + each, 0) / results.length;
    const variance = results.reduce((sum, each) => sum + (each - mean) ** 2, 0) / results.length;
    const varianceOf = ({ value: c, low: a, high: b }: typeof range) =>
      (a * a + b * b + c * c - a * b - a * c - b * c) / 18;
    expect(Math.abs(mean / (1_300 / 3 + 500) - 1)).toBeLessThan(0.01);
    const expected = Math.sqrt(varianceOf(range) + 100 * varianceOf({ value: 50, low: 20, high: 80 }));
    expect(Math.abs(Math.sqrt(variance) / expected - 1)).toBeLessThan(0.02);
  });

  it("is the same for the same seed, and another for another", () => {
    const one = resultOf(exampleInputs).simulation;
    expect(resultOf(exampleInputs).simulation).toEqual(one);
    expect(resultOf(datedInputs({ seed: 2 })).simulation.p50).not.toBe(one.p50);
    expect(one.histogram.counts.reduce((sum, each) => sum + each, 0)).toBe(10_000);
  });

  it("of certain inputs is one amount", () => {
    const certain = distributionOf(new Float64Array([5, 5, 5]));
    expect(certain).toMatchObject({ p10: 5, p90: 5, histogram: { from: 5, to: 5 } });
  });
});

/** All other inputs at their likely value. */
function fixedBut(names: readonly string[], ranges: ReturnType<typeof rangesOf>): Partial<ReturnType<typeof rangesOf>> {
  const certain = Object.entries(ranges).filter(([name]) => !names.includes(name));
  return Object.fromEntries(certain.map(([name, { value }]) => [name, { value, low: value, high: value }]));
}

test("rounding sessions up costs half an increment when they are long, and a whole one when they are short", () => {
  expect(billedMean(6_000, 60)).toBeCloseTo(6_030, 0);
  expect(billedMean(1, 60)).toBeCloseTo(60, 5);
  expect(billedMean(0, 60)).toBe(0);
});
