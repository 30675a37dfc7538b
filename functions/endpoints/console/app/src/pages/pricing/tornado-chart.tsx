import { scaleBand, scaleLinear } from "@visx/scale";
import { useId } from "react";
import { m } from "#messages";
import { majorUnits } from "../../../../../../../shared/payments/amount.ts";
import type { PricingView } from "../../../../../../engines/pricing/pricings/views.ts";
import { fromStart } from "../../components/charts/from-start.ts";
import { ChartAxis } from "./chart-axis.tsx";
import { estimateName } from "./estimate-names.ts";
import { wholeMoney } from "./money.ts";

const [width, row, labels, most] = [720, 32, 250, 12] as const;

/** How the cost of a month moves with each input alone. What it shows is also said in words. */
export function TornadoChart({ pricing: { result, currency } }: { readonly pricing: PricingView }) {
  const id = useId();
  const bars = result.tornado.slice(0, most);
  if (bars.length === 0) return <p className="quiet">{m.pricing_no_ranges()}</p>;
  const likely = majorUnits(result.cost_minor, currency);
  const ends = [likely, ...bars.flatMap((bar) => [bar.cost_at_low, bar.cost_at_high])];
  const height = bars.length * row + 40;
  const x = scaleLinear<number>({ domain: [Math.min(...ends), Math.max(...ends)], range: [labels, width - 40] });
  const y = scaleBand<string>({ domain: bars.map(({ input }) => input), range: [0, height - 32], padding: 0.3 });
  const place = fromStart(width);
  const money = (amount: number) => wholeMoney(amount, currency);
  const named = estimateName;
  const told = bars.map((bar) => `${named(bar.input)}: ${money(bar.cost_at_low)} – ${money(bar.cost_at_high)}`);
  return (
    <svg role="img" className="chart" aria-labelledby={`${id}t ${id}d`} viewBox={`0 0 ${width} ${height}`}>
      <title id={`${id}t`}>{m.pricing_tornado()}</title>
      <desc id={`${id}d`}>{told.join("; ")}</desc>
      {bars.map(({ input, cost_at_low: low, cost_at_high: high }) => {
        const top = y(input) ?? 0;
        const start = x(Math.min(low, high));
        const extent = Math.max(1, x(Math.max(low, high)) - start);
        return (
          <g key={input}>
            <text x={place(labels - 10)} y={top + y.bandwidth() / 2} textAnchor="end" dominantBaseline="middle">
              {named(input)}
            </text>
            <rect className="chart-bar" x={place(start, extent)} y={top} width={extent} height={y.bandwidth()} rx={3} />
          </g>
        );
      })}
      <line className="chart-mark" x1={place(x(likely))} x2={place(x(likely))} y1={0} y2={height - 28} />
      <ChartAxis scale={x} place={place} top={height - 28} format={money} />
    </svg>
  );
}
