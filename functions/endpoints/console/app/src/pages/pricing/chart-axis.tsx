/** A scale of visx, as far as an axis needs it. */
interface LinearScale {
  (value: number): number;
  ticks(count: number): number[];
  range(): number[];
}

/** The line below a chart with its amounts. */
export function ChartAxis({
  scale,
  place,
  top,
  format,
}: {
  readonly scale: LinearScale;
  /** Where a place stands in a chart that may be mirrored. */
  place(x: number): number;
  readonly top: number;
  format(value: number): string;
}) {
  const [from = 0, to = 0] = scale.range();
  return (
    <g>
      <line x1={place(from)} x2={place(to)} y1={top} y2={top} stroke="currentColor" />
      {scale.ticks(4).map((tick) => (
        <text key={tick} x={place(scale(tick))} y={top + 18} textAnchor="middle">
          {format(tick)}
        </text>
      ))}
    </g>
  );
}
