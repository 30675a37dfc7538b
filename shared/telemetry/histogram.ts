/** A histogram of OpenTelemetry's conventions: its unit and its buckets' upper ends are part of its name's meaning. */
export interface HistogramName {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly ends: readonly number[];
}

export type MetricAttributes = Readonly<Record<string, string>>;

interface HistogramPoint {
  readonly attributes: MetricAttributes;
  /** One more than `ends`: the last has no upper end. Not cumulative. */
  readonly buckets: number[];
  sum: number;
  count: number;
}

export interface Histogram {
  readonly of: HistogramName;
  record(value: number, attributes: MetricAttributes): void;
  points(): readonly Readonly<HistogramPoint>[];
}

/** What is beyond is counted together, because an endpoint of a tenant chooses how its models are called. */
const mostPoints = 500;
const overflow: MetricAttributes = { "otel.metric.overflow": "true" };

/** Counts values since the process began, by their attributes. */
export function createHistogram(of: HistogramName): Histogram {
  const points = new Map<string, HistogramPoint>();
  const pointOf = (attributes: MetricAttributes): HistogramPoint => {
    const key = JSON.stringify(attributes);
    const existing = points.get(key);
    if (existing) return existing;
    if (points.size >= mostPoints && attributes !== overflow) return pointOf(overflow);
    const point = { attributes, buckets: [...of.ends, Number.POSITIVE_INFINITY].map(() => 0), sum: 0, count: 0 };
    points.set(key, point);
    return point;
  };
  return {
    of,
    record(value, attributes) {
      const point = pointOf(attributes);
      const found = of.ends.findIndex((end) => value <= end);
      const bucket = found < 0 ? of.ends.length : found;
      point.buckets[bucket] = (point.buckets[bucket] ?? 0) + 1;
      point.sum += value;
      point.count += 1;
    },
    points: () => [...points.values()],
  };
}
