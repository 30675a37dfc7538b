import protobuf from "protobufjs";
import { z } from "zod";
import { reply, type StandIn, serve } from "./http.ts";
import { type CollectedPoint, pointsIn } from "./otlp-points.ts";

/** The fields of opentelemetry-proto 1.x that are read here (github.com/open-telemetry/opentelemetry-proto). */
const schema = protobuf
  .parse(`
  syntax = "proto3";
  message Request { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
    fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9;
    repeated Event events = 11; repeated Link links = 13; Status status = 15;
  }
  message Event { string name = 2; repeated KeyValue attributes = 3; }
  message Link { bytes trace_id = 1; bytes span_id = 2; repeated KeyValue attributes = 4; }
  message Status { string message = 2; int32 code = 3; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue {
    oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; ArrayValue array_value = 5; }
  }
  message ArrayValue { repeated AnyValue values = 1; }
`)
  .root.lookupType("Request");

const AnyValue = z.looseObject({}).transform((value) => Object.values(value)[0]);
const Attributes = z
  .array(z.object({ key: z.string(), value: AnyValue }))
  .default([])
  .transform((pairs) => Object.fromEntries(pairs.map(({ key, value }) => [key, value])));
const HexId = z.string().transform((base64) => Buffer.from(base64, "base64").toString("hex"));
/** `startMs` and `endMs` are milliseconds since 1970. */
const Span = z
  .object({
    traceId: HexId,
    spanId: HexId,
    parentSpanId: HexId.default(""),
    name: z.string(),
    kind: z.number(),
    startTimeUnixNano: z.string(),
    endTimeUnixNano: z.string(),
    attributes: Attributes,
    links: z.array(z.object({ traceId: HexId, spanId: HexId, attributes: Attributes })).default([]),
    status: z
      .object({ code: z.number().default(0), message: z.string().default("") })
      .default({ code: 0, message: "" }),
  })
  .transform(({ startTimeUnixNano, endTimeUnixNano, ...span }) => ({
    ...span,
    startMs: Number(BigInt(startTimeUnixNano) / 1_000n) / 1_000,
    endMs: Number(BigInt(endTimeUnixNano) / 1_000n) / 1_000,
  }));
const Request = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(Span) })),
    }),
  ),
});

export type CollectedSpan = z.infer<typeof Span> & { readonly resource: Readonly<Record<string, unknown>> };

export interface Collector extends StandIn {
  /** Every span so far, in the order of arrival. */
  spans(): readonly CollectedSpan[];
  /** Every point of a histogram so far, in the order of arrival. */
  points(): readonly CollectedPoint[];
  /** Every request with spans so far. */
  requests(): readonly { readonly headers: Readonly<Record<string, unknown>>; readonly bytes: Buffer }[];
  /** How it treats requests from now on. `silent` answers only once it is told to behave otherwise. */
  behave(as: "working" | "failing" | "silent"): void;
}

/** A collector: OTLP over HTTP, of spans in protobuf and of histograms in JSON. */
export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const points: CollectedPoint[] = [];
  const requests: { headers: Readonly<Record<string, unknown>>; bytes: Buffer }[] = [];
  let changed = Promise.withResolvers<void>();
  let behaviour: Parameters<Collector["behave"]>[0] = "working";
  const standIn = await serve({
    port: 0,
    async fetch(_request, { received }) {
      const { path, method, headers, bytes } = received;
      const isMetrics = path === "/v1/metrics";
      if (method !== "POST" || (path !== "/v1/traces" && !isMetrics)) return reply({ status: 404 });
      if (!isMetrics) requests.push({ headers, bytes });
      if (behaviour === "silent") await changed.promise;
      if (behaviour !== "working") return reply({ status: 500 });
      if (isMetrics) {
        points.push(...pointsIn(bytes));
        return reply({ status: 200, body: Buffer.from("{}"), headers: { "content-type": "application/json" } });
      }
      spans.push(...spansIn(bytes));
      return reply({ status: 200, body: Buffer.alloc(0), headers: { "content-type": "application/x-protobuf" } });
    },
  });
  return {
    ...standIn,
    spans: () => spans,
    points: () => points,
    requests: () => requests,
    behave(as) {
      behaviour = as;
      changed.resolve();
      changed = Promise.withResolvers();
    },
  };
}

function spansIn(bytes: Buffer): readonly CollectedSpan[] {
  const plain = schema.toObject(schema.decode(bytes), { longs: String, bytes: String });
  return Request.parse(plain).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, resource: resource.attributes }))),
  );
}
