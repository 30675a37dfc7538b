/** The middle value, or the mean of the middle two. @throws Error for no values. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Interpolates between neighbours. `share` is from 0 (minimum) to 1 (maximum). @throws Error for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error("There is no percentile of no values.");
  return below + (above - below) * (place - Math.floor(place));
}

/** The slope of the least-squares line: the growth of y per unit of x. */
export function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (pick: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const x = mean((point) => point.x);
  const y = mean((point) => point.y);
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  if (spread === 0) throw new Error("A slope requires points at two places or more.");
  return points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
}
