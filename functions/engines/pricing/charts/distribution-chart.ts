import type { PricingResult } from "../model/result.ts";
import { chartAxis, chartFrame, linearScale, ticks } from "./chart-frame.ts";

const [width, height, bottom, top] = [720, 230, 196, 34] as const;

/** How the costs of the simulated months are spread, with P10, P50 and P90, as an SVG. `amount` writes money. */
export function distributionChart(
  { simulation }: Pick<PricingResult, "simulation">,
  amount: (value: number) => string,
): string {
  const { histogram, p10, p50, p90, seed, draws } = simulation;
  const { from, to, counts } = histogram;
  const range = [30, width - 30] as const;
  const scale = linearScale([from, to], range);
  const tall = linearScale([0, Math.max(...counts)], [bottom, top]);
  const step = (to - from) / counts.length;
  const each = (range[1] - range[0]) / counts.length;
  const columns = counts.map((count, index) => {
    const x = Math.round((range[0] + index * each + 1) * 10) / 10;
    return `<rect x="${x}" y="${tall(count)}" width="${Math.round((each - 2) * 10) / 10}" height="${Math.round((bottom - tall(count)) * 10) / 10}" fill="var(--chart)"/>`;
  });
  const marks = (
    [
      ["P10", p10],
      ["P50", p50],
      ["P90", p90],
    ] as const
  ).map(([name, value]) => {
    const x = scale(value);
    const line = `<line x1="${x}" x2="${x}" y1="22" y2="${bottom}" stroke="currentColor" stroke-dasharray="4 3"/>`;
    return `${line}<text x="${x}" y="16" text-anchor="middle">${name}</text>`;
  });
  const most = counts.indexOf(Math.max(...counts));
  return chartFrame({
    id: `distribution-${seed}`,
    title: `Cost of ${draws} simulated months`,
    width,
    height,
    told: `P10 ${amount(p10)}, P50 ${amount(p50)}, P90 ${amount(p90)}. Most months cost ${amount(from + most * step)} to ${amount(from + (most + 1) * step)}.`,
    body: [...columns, ...marks, chartAxis({ top: bottom, range, ticks: ticks(from, to, 5), scale, amount })].join(
      "\n",
    ),
  });
}
