import { context, trace } from "@opentelemetry/api";
import type { Environment } from "../environment.ts";

/**
 * Sends spans to OTEL_EXPORTER_OTLP_ENDPOINT in batches. Without an endpoint, no tracing library is loaded and spans
 * cost almost nothing.
 */
export async function startTracing(
  environment: Pick<Environment, "OTEL_EXPORTER_OTLP_ENDPOINT">,
): Promise<{ stop(): Promise<void> }> {
  const endpoint = environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint) return { stop: async () => undefined };
  const [{ TracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }, asyncHooks] =
    await Promise.all([
      import("@opentelemetry/sdk-trace"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
      import("@opentelemetry/context-async-hooks"),
    ]);
  const exporter = new OTLPTraceExporter({ url: new URL("/v1/traces", endpoint).href });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "agent-platform" }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new asyncHooks.AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return { stop: () => provider.shutdown() };
}
