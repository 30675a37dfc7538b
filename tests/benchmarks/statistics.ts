/** The middle value; of an even number, the mean of the two in the middle. @throws Error for no values. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Interpolates between neighbours; `share` is from 0 (least) to 1 (greatest). @throws Error for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error("There is no percentile of no values.");
  return below + (above - below) * (place - Math.floor(place));
}

/** The slope of the line that fits the points best (least squares): how much y grows when x grows by one. */
export function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (pick: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const x = mean((point) => point.x);
  const y = mean((point) => point.y);
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  if (spread === 0) throw new Error("A slope needs points at two places at least.");
  return points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
}
