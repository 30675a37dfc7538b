import { context, TraceFlags, trace } from "@opentelemetry/api";
import type { Environment } from "../environment.ts";

/**
 * The fields of a log line that name its span; undefined without tracing. On Google Cloud they are those by which Cloud
 * Logging links a line to its trace (cloud.google.com/logging/docs/structured-logging), elsewhere OpenTelemetry's.
 */
export function logTrace({
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  PLATFORM: platform,
  GOOGLE_CLOUD_PROJECT: project,
}: Pick<Environment, "OTEL_EXPORTER_OTLP_ENDPOINT" | "PLATFORM" | "GOOGLE_CLOUD_PROJECT">): {
  readonly trace?: () => object;
} {
  if (endpoint === undefined) return {};
  const onGoogle = platform === "gcp" && project !== undefined;
  return {
    trace() {
      const span = trace.getSpanContext(context.active());
      if (span === undefined) return {};
      const { traceId, spanId, traceFlags } = span;
      if (!onGoogle) return { trace_id: traceId, span_id: spanId };
      return {
        "logging.googleapis.com/trace": `projects/${project}/traces/${traceId}`,
        "logging.googleapis.com/spanId": spanId,
        "logging.googleapis.com/trace_sampled": (traceFlags & TraceFlags.SAMPLED) !== 0,
      };
    },
  };
}
