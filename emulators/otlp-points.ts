import { z } from "zod";

const Attributes = z
  .array(z.strictObject({ key: z.string(), value: z.strictObject({ stringValue: z.string() }) }))
  .transform((pairs) => Object.fromEntries(pairs.map(({ key, value }) => [key, value.stringValue])));
/** 64-bit integers are texts in OTLP's JSON. */
const Long = z.string().regex(/^\d+$/).transform(Number);

/** A point must have one bucket more than ends, and as much in the buckets as it counts (opentelemetry-proto, metrics.proto). */
const Point = z
  .strictObject({
    attributes: Attributes,
    startTimeUnixNano: Long,
    timeUnixNano: Long,
    count: Long,
    sum: z.number(),
    bucketCounts: z.array(Long),
    explicitBounds: z.array(z.number()),
  })
  .refine(({ bucketCounts, explicitBounds }) => bucketCounts.length === explicitBounds.length + 1)
  .refine(({ bucketCounts, count }) => bucketCounts.reduce((sum, each) => sum + each, 0) === count);
const Metric = z.strictObject({
  name: z.string(),
  description: z.string(),
  unit: z.string(),
  histogram: z.strictObject({ aggregationTemporality: z.literal(2), dataPoints: z.array(Point) }),
});
const Request = z.strictObject({
  resourceMetrics: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: Attributes }),
      scopeMetrics: z.array(z.strictObject({ scope: z.strictObject({ name: z.string() }), metrics: z.array(Metric) })),
    }),
  ),
});

export type CollectedPoint = z.infer<typeof Point> & {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly resource: Readonly<Record<string, string>>;
};

/** The points of a request in JSON. */
export function pointsIn(bytes: Buffer): readonly CollectedPoint[] {
  return Request.parse(JSON.parse(bytes.toString("utf8"))).resourceMetrics.flatMap(({ resource, scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ name, description, unit, histogram }) =>
        histogram.dataPoints.map((point) => ({ ...point, name, description, unit, resource: resource.attributes })),
      ),
    ),
  );
}
