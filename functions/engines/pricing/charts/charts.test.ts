import { calculate } from "../model/calculate.ts";
import { datedInputs } from "../model/inputs.fixture.ts";
import { linearScale, ticks } from "./chart-frame.ts";
import { distributionChart } from "./distribution-chart.ts";
import { tornadoChart } from "./tornado-chart.ts";

const amount = (value: number) => `₹${Math.round(value)}`;
const result = calculate(datedInputs());
if ("code" in result) throw new Error(result.detail);

const likely = result.cost_minor / 100;

const numbers = (svg: string, element: string, attribute: string) =>
  [...svg.matchAll(new RegExp(`<${element} [^>]*\\b${attribute}="(-?[\\d.]+)"`, "g"))].map(([, value]) =>
    Number(value),
  );

test("a tornado has a bar for each input, the widest first, and says them in words", () => {
  const svg = tornadoChart(result, { likely, amount });
  const widths = numbers(svg, "rect", "width");
  expect(widths).toHaveLength(Math.min(12, result.tornado.length));
  expect(widths).toEqual(widths.toSorted((one, other) => other - one));
  const [first] = result.tornado;
  expect(svg).toContain(
    `<desc id="tornado-1-told">Likely: ${amount(likely)}. handoff share: ${amount(first?.cost_at_low ?? 0)} to `,
  );
});

test("the columns of a distribution are as tall as their counts", () => {
  const svg = distributionChart(result, amount);
  const heights = numbers(svg, "rect", "height");
  const { counts } = result.simulation.histogram;
  expect(heights).toHaveLength(counts.length);
  const tallest = Math.max(...counts);
  for (const [index, count] of counts.entries())
    expect(Math.abs((heights[index] ?? 0) - (162 * count) / tallest)).toBeLessThan(0.2);
  expect(svg).toContain(`P10 ${amount(result.simulation.p10)}, P50`);
});

test("both stay inside their frame, and name themselves", () => {
  for (const svg of [tornadoChart(result, { likely, amount }), distributionChart(result, amount)]) {
    for (const x of [...numbers(svg, "rect", "x"), ...numbers(svg, "text", "x"), ...numbers(svg, "line", "x2")])
      expect([x >= 0, x <= 720]).toEqual([true, true]);
    expect(svg).toMatch(/^<svg role="img" aria-labelledby="\S+-title \S+-told"/);
  }
});

test("of certain inputs a chart says that nothing has a range", () => {
  expect(tornadoChart({ tornado: [], simulation: result.simulation }, { likely, amount })).toContain(
    "No input has a range.",
  );
});

test.each([
  [0, 100, 4, [0, 50, 100]],
  [51_248, 106_248, 4, [60_000, 80_000, 100_000]],
  [3, 3, 4, [3]],
])("round amounts between %d and %d", (from, to, most, expected) => {
  expect(ticks(from, to, most)).toEqual(expected);
});

test("a scale of nothing has one place", () => {
  expect(linearScale([5, 5], [10, 90])(5)).toBe(10);
});
