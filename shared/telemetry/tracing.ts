import { randomUUID } from "node:crypto";
import { context, trace } from "@opentelemetry/api";
import type { Environment } from "../environment.ts";
import { functionTarget } from "../function-target.ts";
import type { ExportHeaders } from "./google-headers.ts";
import type { Logger } from "./log.ts";
import type { ModelMetrics } from "./model-metrics.ts";
import { createPatience } from "./patience.ts";

export interface Tracing {
  /**
   * Exports the spans that have ended. Resolves after a second at the latest, at once while the collector is in trouble,
   * and never rejects: a collector that is down costs no more than its spans.
   */
  flush(): Promise<void>;
  /** Begins to export what has ended, unless it did so within the last second. Nobody waits for that. */
  catchUp(): void;
  /** Exports what is left and ends tracing, with the same promise. */
  stop(): Promise<void>;
}

const off: Tracing = { flush: async () => undefined, catchUp: () => undefined, stop: async () => undefined };

/** One export, its retries included. */
const exportMs = 3_000;
const flushMs = 1_000;
/** After an export that took longer, nobody waits for the next ones. */
const impatientMs = 30_000;
/** Spans are exported this often where a timer does it, and at most this often where requests do. */
const everyMs = 1_000;
/** A timer of an instance that handles no request runs whenever the instance gets CPU again: it must not export then. */
const neverMs = 2 ** 31 - 1;

export interface TracingSettings {
  /** The collector's address. Spans are posted to `/v1/traces` there (opentelemetry.io/docs/specs/otlp). */
  readonly endpoint: string;
  /** Asked before each export, because tokens expire. */
  readonly headers?: ExportHeaders;
  /** The share of traces that are recorded. What follows from a trace shares its fate. */
  readonly ratio: number;
  readonly resource: Readonly<Record<string, string>>;
  /** True where the CPU runs only during requests: spans are then exported by `flush` alone. */
  readonly flushedOnly: boolean;
  readonly log: Pick<Logger, "warn">;
}

type TracingEnvironment = Pick<
  Environment,
  | "OTEL_EXPORTER_OTLP_ENDPOINT"
  | "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"
  | "OTEL_TRACES_SAMPLER_ARG"
  | "PLATFORM"
  | "GOOGLE_CLOUD_PROJECT"
>;

/**
 * Tracing as the environment asks for it. Without OTEL_EXPORTER_OTLP_ENDPOINT, no tracing library is loaded, and
 * nothing is added to events and log lines. With OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, the calls of models are counted and
 * exported at the same times.
 */
export async function startTracing(environment: TracingEnvironment, log: Pick<Logger, "warn">): Promise<Tracing> {
  const endpoint = environment.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT;
  const tracing = await startSpans(environment, log);
  if (endpoint === undefined) return tracing;
  const { openModelMetrics } = await import("./model-metrics.ts");
  const resource = {
    "service.namespace": "agent-platform",
    "service.name": functionTarget ?? "agent-platform",
    // Totals are those of one process.
    "service.instance.id": randomUUID(),
  };
  return withMetrics(tracing, openModelMetrics({ endpoint, resource, flushedOnly: functionTarget !== undefined, log }));
}

function withMetrics(tracing: Tracing, metrics: ModelMetrics): Tracing {
  return {
    flush() {
      metrics.catchUp();
      return tracing.flush();
    },
    catchUp() {
      metrics.catchUp();
      tracing.catchUp();
    },
    async stop() {
      await Promise.all([tracing.stop(), metrics.stop()]);
    },
  };
}

async function startSpans(environment: TracingEnvironment, log: Pick<Logger, "warn">): Promise<Tracing> {
  const endpoint = environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return off;
  const { googleHeaders, isGoogle } = await import("./google-headers.ts");
  const project = environment.PLATFORM === "gcp" ? environment.GOOGLE_CLOUD_PROJECT : undefined;
  return openTracing({
    endpoint,
    ...(isGoogle(endpoint) ? { headers: googleHeaders() } : {}),
    ratio: environment.OTEL_TRACES_SAMPLER_ARG,
    resource: {
      "service.namespace": "agent-platform",
      "service.name": functionTarget ?? "agent-platform",
      // Google's endpoint needs it to know where the spans belong.
      ...(project === undefined ? {} : { "gcp.project_id": project }),
    },
    flushedOnly: functionTarget !== undefined,
    log,
  });
}

/** Sends spans to a collector, for the whole process. */
export async function openTracing(settings: TracingSettings): Promise<Tracing> {
  const { endpoint, headers, ratio, resource, flushedOnly, log } = settings;
  const [
    sdk,
    { OTLPTraceExporter },
    { resourceFromAttributes },
    asyncHooks,
    { tracingSampler, idGenerator },
    { loud },
  ] = await Promise.all([
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/exporter-trace-otlp-proto"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/context-async-hooks"),
    import("./sampler.ts"),
    import("./loud-exporter.ts"),
  ]);
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: exportMs, ...(headers ? { headers } : {}) });
  const processor = new sdk.BatchSpanProcessor({
    exporter: loud(exporter, log),
    exportTimeoutMillis: exportMs,
    scheduledDelayMillis: flushedOnly ? neverMs : everyMs,
  });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ ...resource }),
    sampler: tracingSampler(ratio),
    idGenerator: idGenerator(),
    spanLimits: { attributeValueLengthLimit: 256 },
    spanProcessors: [processor],
  });
  context.setGlobalContextManager(new asyncHooks.AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  // `loud` reports what fails.
  let caughtUpMs = Number.NEGATIVE_INFINITY;
  const patience = createPatience({ waitMs: flushMs, pauseMs: impatientMs });
  const lastPatience = createPatience({ waitMs: flushMs, pauseMs: 0 });
  return {
    flush: () => patience(processor.forceFlush()),
    catchUp() {
      if (performance.now() - caughtUpMs < everyMs) return;
      caughtUpMs = performance.now();
      processor.forceFlush().catch(() => undefined);
    },
    stop: () => lastPatience(provider.shutdown()),
  };
}
