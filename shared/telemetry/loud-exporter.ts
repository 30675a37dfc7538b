import type { SpanExporter } from "@opentelemetry/sdk-trace";
import type { Logger } from "./log.ts";

/** A collector that is down fails at every export. The log gets the first of these failures each minute. */
const quietMs = 60_000;

/** The exporter, which also logs that spans were lost. */
export function loud(exporter: SpanExporter, log: Pick<Logger, "warn">): SpanExporter {
  let lost = 0;
  let quietUntilMs = 0;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        // 0: exported.
        if (result.code !== 0) {
          lost += spans.length;
          if (performance.now() >= quietUntilMs) {
            quietUntilMs = performance.now() + quietMs;
            log.warn({ err: result.error, spans: lost }, "spans could not be exported");
            lost = 0;
          }
        }
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
