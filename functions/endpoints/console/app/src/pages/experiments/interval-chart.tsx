import { scaleLinear } from "@visx/scale";
import { useId } from "react";
import { m } from "#messages";
import { fromStart } from "../../components/charts/from-start.ts";
import { ChartAxis } from "../pricing/chart-axis.tsx";
import { percentText } from "./experiment-words.ts";

const [width, row, left] = [720, 34, 160] as const;

interface Interval {
  readonly key: string;
  readonly name: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** An interval a line, around its estimate, beside the line of no difference. The words say the same. */
export function IntervalChart({ intervals }: { readonly intervals: readonly Interval[] }) {
  const id = useId();
  if (intervals.length === 0) return <p className="quiet">{m.experiments_no_figures()}</p>;
  const ends = intervals.flatMap(({ low, high }) => [low, high]);
  const x = scaleLinear<number>({ domain: [Math.min(0, ...ends), Math.max(0, ...ends)], range: [left, width - 30] });
  const place = fromStart(width);
  const bottom = intervals.length * row + 14;
  const told = intervals.map(({ name, low, high }) =>
    m.experiments_chart_of({ arm: name, low: percentText(low), high: percentText(high) }),
  );
  return (
    <svg role="img" className="chart" aria-labelledby={`${id}t ${id}d`} viewBox={`0 0 ${width} ${bottom + 30}`}>
      <title id={`${id}t`}>{m.experiments_chart()}</title>
      <desc id={`${id}d`}>{told.join(". ")}</desc>
      <line className="chart-mark" x1={place(x(0))} x2={place(x(0))} y1={6} y2={bottom} />
      {intervals.map(({ key, name, estimate, low, high }, index) => {
        const y = 20 + index * row;
        const extent = Math.max(2, x(high) - x(low));
        return (
          <g key={key}>
            <text x={place(left - 12)} y={y + 4} textAnchor="end">
              {name}
            </text>
            <rect className="chart-bar" x={place(x(low), extent)} y={y - 4} width={extent} height={8} />
            <circle cx={place(x(estimate))} cy={y} r={6} fill="currentColor" />
          </g>
        );
      })}
      <ChartAxis scale={x} place={place} top={bottom} format={percentText} />
    </svg>
  );
}
