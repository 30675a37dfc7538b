import type { Histogram, MetricAttributes } from "./histogram.ts";

interface Moment {
  readonly resource: MetricAttributes;
  readonly startedMs: number;
  readonly nowMs: number;
}

const cumulative = 2;

/** Histograms as OTLP's JSON (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"). Undefined: nothing was counted. */
export function otlpMetrics(histograms: readonly Histogram[], { resource, startedMs, nowMs }: Moment) {
  const metrics = histograms.flatMap((histogram) => {
    const { name, description, unit, ends } = histogram.of;
    const dataPoints = histogram.points().map(({ attributes, buckets, sum, count }) => ({
      attributes: keyValues(attributes),
      startTimeUnixNano: nanos(startedMs),
      timeUnixNano: nanos(nowMs),
      count: String(count),
      sum,
      bucketCounts: buckets.map(String),
      explicitBounds: ends,
    }));
    if (dataPoints.length === 0) return [];
    return [{ name, description, unit, histogram: { aggregationTemporality: cumulative, dataPoints } }];
  });
  if (metrics.length === 0) return undefined;
  const scopeMetrics = [{ scope: { name: "agent-platform" }, metrics }];
  return { resourceMetrics: [{ resource: { attributes: keyValues(resource) }, scopeMetrics }] };
}

const nanos = (ms: number) => `${Math.trunc(ms)}000000`;

function keyValues(attributes: MetricAttributes) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: value } }));
}
