import { scaleLinear } from "@visx/scale";
import { useId, useState } from "react";
import { m } from "#messages";
import { listText } from "../region.ts";
import { dayText } from "./day-text.ts";
import { fromStart } from "./from-start.ts";
import { type ChartDay, grouped } from "./grouped.ts";

export interface Series {
  readonly key: string;
  readonly label: string;
}

const [width, height, left, top, bottom] = [720, 240, 80, 10, 206] as const;

/**
 * Values by day as stacked bars, weeks where there are many. The slider below tells each bar's values, by keyboard, by finger
 * and to screen readers. A chart has at most six series, in the order of their colours.
 */
export function DayChart({
  label,
  days,
  series,
  format,
}: {
  readonly label: string;
  /** Oldest first. Days without anything may be left out. */
  readonly days: readonly ChartDay[];
  readonly series: readonly Series[];
  format(value: number): string;
}) {
  const id = useId();
  const bars = grouped(days);
  const [chosen, setChosen] = useState<number | null>(null);
  const last = bars.length - 1;
  const at = Math.min(chosen ?? last, last);
  const bar = bars[at];
  if (bar === undefined) return null;
  const totalOf = (values: ChartDay["values"]) => series.reduce((sum, { key }) => sum + (values[key] ?? 0), 0);
  const most = Math.max(...bars.map(({ values }) => totalOf(values)));
  const y = scaleLinear<number>({ domain: [0, most || 1], range: [bottom, top] });
  const fromSide = fromStart(width);
  const step = (width - left) / bars.length;
  const parts = series.map(({ key, label: name }) => `${name} ${format(bar.values[key] ?? 0)}`);
  const told = `${dayText(bar)}: ${format(totalOf(bar.values))}${series.length > 1 ? ` (${listText(parts)})` : ""}`;
  return (
    <figure className="day-chart">
      <figcaption id={`${id}c`}>{label}</figcaption>
      <svg role="img" className="chart" aria-labelledby={`${id}c`} viewBox={`0 0 ${width} ${height}`}>
        <title>{label}</title>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line className="chart-grid" x1={fromSide(left)} x2={fromSide(width)} y1={y(tick)} y2={y(tick)} />
            <text x={fromSide(left - 6)} y={y(tick) + 4} textAnchor="end">
              {format(tick)}
            </text>
          </g>
        ))}
        {bars.map(({ from, values }, index) => {
          let below = 0;
          return (
            <g key={from} className={index === at ? "chart-chosen" : "chart-other"}>
              {series.map(({ key }, place) => {
                const value = values[key] ?? 0;
                const start = below;
                below += value;
                return (
                  <rect
                    key={key}
                    className={`chart-series-${place + 1}`}
                    x={fromSide(left + index * step + step * 0.1, step * 0.8)}
                    y={y(below)}
                    width={step * 0.8}
                    height={Math.max(0, y(start) - y(below))}
                  />
                );
              })}
            </g>
          );
        })}
        <text x={fromSide(left)} y={bottom + 20}>
          {dayText(bars[0] ?? bar)}
        </text>
        <text x={fromSide(width)} y={bottom + 20} textAnchor="end">
          {dayText(bars[last] ?? bar)}
        </text>
      </svg>
      {series.length > 1 && (
        <ul className="chart-legend">
          {series.map(({ key, label: name }, place) => (
            <li key={key}>
              <svg aria-hidden="true" viewBox="0 0 10 10">
                <rect className={`chart-series-${place + 1}`} width="10" height="10" rx="2" />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <input
        type="range"
        aria-label={m.chart_choose_day()}
        aria-valuetext={told}
        min={0}
        max={last}
        value={at}
        onChange={(event) => setChosen(Number(event.currentTarget.value))}
      />
      <output>{told}</output>
    </figure>
  );
}
