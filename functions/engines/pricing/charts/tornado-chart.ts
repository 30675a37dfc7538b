import type { PricingResult } from "../model/result.ts";
import { chartAxis, chartFrame, chartText, linearScale, ticks } from "./chart-frame.ts";

const [width, row, labels] = [720, 32, 190] as const;
const most = 12;

/** How the cost of a month moves with each input alone, as an SVG. `likely` is the cost where all are likely, in major units. */
export function tornadoChart(
  { tornado, simulation }: Pick<PricingResult, "tornado" | "simulation">,
  { likely, amount }: { readonly likely: number; readonly amount: (value: number) => string },
): string {
  const bars = tornado.slice(0, most);
  const ends = bars.flatMap(({ cost_at_low: low, cost_at_high: high }) => [low, high]).concat(likely);
  const domain = [Math.min(...ends), Math.max(...ends)] as const;
  const range = [labels, width - 30] as const;
  const scale = linearScale(domain, range);
  const height = bars.length * row + 40;
  const drawn = bars.map(({ input, cost_at_low: low, cost_at_high: high }, index) => {
    const [start, end] = [scale(Math.min(low, high)), scale(Math.max(low, high))];
    const top = index * row + 4;
    const name = `<text x="${labels - 10}" y="${top + 16}" text-anchor="end">${chartText(input.replaceAll("_", " "))}</text>`;
    const bar = `<rect x="${start}" y="${top}" width="${Math.max(1, Math.round((end - start) * 10) / 10)}" height="22" rx="3" fill="var(--chart)"/>`;
    return `${name}${bar}`;
  });
  const line = `<line x1="${scale(likely)}" x2="${scale(likely)}" y1="0" y2="${height - 26}" stroke="currentColor" stroke-dasharray="4 3"/>`;
  const told = bars.map(
    ({ input, cost_at_low: low, cost_at_high: high }) =>
      `${input.replaceAll("_", " ")}: ${amount(low)} to ${amount(high)}`,
  );
  return chartFrame({
    id: `tornado-${simulation.seed}`,
    title: "Cost of a month by each input alone",
    width,
    height,
    told: told.length === 0 ? "No input has a range." : `Likely: ${amount(likely)}. ${told.join("; ")}.`,
    body: [...drawn, line, chartAxis({ top: height - 26, range, ticks: ticks(...domain, 4), scale, amount })].join(
      "\n",
    ),
  });
}
