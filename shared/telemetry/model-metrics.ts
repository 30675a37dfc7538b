import { createHistogram, type HistogramName, type MetricAttributes } from "./histogram.ts";
import type { Logger } from "./log.ts";
import { countModelCalls } from "./model-calls.ts";
import { otlpMetrics } from "./otlp-metrics.ts";
import { createPatience } from "./patience.ts";

/** Names, units and buckets are those of OpenTelemetry's conventions (opentelemetry.io/docs/specs/semconv/gen-ai). */
export const modelMetricNames = {
  duration: {
    name: "gen_ai.client.operation.duration",
    description: "Time of a model's call.",
    unit: "s",
    ends: [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
  },
  tokens: {
    name: "gen_ai.client.token.usage",
    description: "Tokens of a model's call, by type.",
    unit: "{token}",
    ends: Array.from({ length: 14 }, (_, power) => 4 ** power),
  },
} as const satisfies Readonly<Record<string, HistogramName>>;

export interface ModelMetrics {
  /** Begins to export, unless it did so within the last half minute. Nobody waits for that. */
  catchUp(): void;
  /** Exports the last figures and stops counting. Takes a second at most, and never rejects. */
  stop(): Promise<void>;
}

export interface ModelMetricsSettings {
  /** Where metrics are posted, with its path, such as http://127.0.0.1:9090/api/v1/otlp/v1/metrics. */
  readonly endpoint: string;
  readonly resource: MetricAttributes;
  /** True where the CPU runs only during requests: no timer exports then. */
  readonly flushedOnly: boolean;
  readonly log: Pick<Logger, "warn">;
}

const everyMs = 30_000;
const exportMs = 3_000;
const stopMs = 1_000;

/** Counts the calls of models from now on, for the whole process, and exports the totals since. */
export function openModelMetrics({ endpoint, resource, flushedOnly, log }: ModelMetricsSettings): ModelMetrics {
  const durations = createHistogram(modelMetricNames.duration);
  const usage = createHistogram(modelMetricNames.tokens);
  countModelCalls(({ attributes, seconds, tokens }) => {
    durations.record(seconds, attributes);
    for (const [type, count] of Object.entries(tokens ?? {}))
      usage.record(count, { ...attributes, "gen_ai.token.type": type });
  });
  const startedMs = Date.now();
  let exportedMs = Number.NEGATIVE_INFINITY;
  // A collector that refuses is logged once, until it takes metrics again. Each export sends the totals again.
  let failing = false;

  async function send(): Promise<void> {
    const body = otlpMetrics([durations, usage], { resource, startedMs, nowMs: Date.now() });
    if (body === undefined) return;
    try {
      const response = await fetch(endpoint, {
        method: "POST",
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(exportMs),
        headers: { "content-type": "application/json" },
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The collector answered ${response.status}.`);
      failing = false;
    } catch (err) {
      if (!failing) log.warn({ err }, "metrics could not be exported");
      failing = true;
    }
  }

  const timer = flushedOnly ? undefined : setInterval(() => void send(), everyMs).unref();
  const patience = createPatience({ waitMs: stopMs, pauseMs: 0 });
  return {
    catchUp() {
      if (performance.now() - exportedMs < everyMs) return;
      exportedMs = performance.now();
      void send();
    },
    async stop() {
      clearInterval(timer);
      countModelCalls(undefined);
      await patience(send());
    },
  };
}
