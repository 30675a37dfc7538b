import { scaleLinear } from "@visx/scale";
import { useId } from "react";
import { m } from "#messages";
import type { PricingView } from "../../../../../../engines/pricing/pricings/views.ts";
import { fromStart } from "../../components/charts/from-start.ts";
import { ChartAxis } from "./chart-axis.tsx";
import { wholeMoney } from "./money.ts";

const [width, height, bottom, top] = [720, 230, 196, 34] as const;

/** How the costs of the simulated months are spread. The three percentiles are also said in words. */
export function DistributionChart({ pricing: { result, currency } }: { readonly pricing: PricingView }) {
  const id = useId();
  const { histogram, p10, p50, p90 } = result.simulation;
  const { from, to, counts } = histogram;
  const money = (amount: number) => wholeMoney(amount, currency);
  const told = m.pricing_percentiles({ p10: money(p10), p50: money(p50), p90: money(p90) });
  if (from === to) return <p>{told}</p>;
  const x = scaleLinear<number>({ domain: [from, to], range: [40, width - 40] });
  const y = scaleLinear<number>({ domain: [0, Math.max(...counts)], range: [bottom, top] });
  const step = (to - from) / counts.length;
  const place = fromStart(width);
  const extent = Math.max(1, x(from + step) - x(from) - 2);
  const columns = counts.map((count, index) => ({ count, start: from + index * step }));
  const marks = [
    { name: "P10", value: p10 },
    { name: "P50", value: p50 },
    { name: "P90", value: p90 },
  ];
  return (
    <svg role="img" className="chart" aria-labelledby={`${id}t ${id}d`} viewBox={`0 0 ${width} ${height}`}>
      <title id={`${id}t`}>{m.pricing_distribution()}</title>
      <desc id={`${id}d`}>{told}</desc>
      {columns.map(({ count, start }) => (
        <rect
          key={start}
          className="chart-bar"
          x={place(x(start) + 1, extent)}
          y={y(count)}
          width={extent}
          height={bottom - y(count)}
        />
      ))}
      {marks.map(({ name, value }) => (
        <g key={name}>
          <line className="chart-mark" x1={place(x(value))} x2={place(x(value))} y1={22} y2={bottom} />
          <text x={place(x(value))} y={16} textAnchor="middle">
            {name}
          </text>
        </g>
      ))}
      <ChartAxis scale={x} place={place} top={bottom} format={money} />
    </svg>
  );
}
