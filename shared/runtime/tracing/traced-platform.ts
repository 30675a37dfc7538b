import { SpanKind } from "@opentelemetry/api";
import type { Bus, Envelope } from "../../platform/bus.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Scheduler } from "../../platform/scheduler.ts";
import { activeTraceparent, errorType, failSpan, inSpan, openSpan } from "../../telemetry/trace.ts";
import { traceparentOf } from "../../telemetry/traceparent.ts";
import { eventAttributes } from "./spans.ts";

/**
 * The platform with a span for each publishing and scheduling. Events carry that span, so what handles them continues
 * the trace.
 */
export function tracedPlatform(platform: Platform): Platform {
  return {
    ...platform,
    bus: tracedBus(platform.bus),
    scheduler: tracedScheduler(platform.scheduler, platform.bus.system),
    close: (graceMs) => platform.close(graceMs),
  };
}

function tracedBus(bus: Bus): Bus {
  return {
    ...bus,
    /** Events of several traces, such as the reports of one webhook, are still published at once and in order. */
    async publish(envelopes) {
      const groups = Map.groupBy(envelopes, ({ trace }) => traceIdIn(trace)).values();
      const spans = [...groups].map((group) => ({ group, span: spanOf(group) }));
      const traceOf = new Map(
        spans.flatMap(({ group, span }) => group.map((envelope) => [envelope, traceparentOf(span.spanContext())])),
      );
      try {
        await bus.publish(envelopes.map((envelope) => withTrace(envelope, traceOf.get(envelope))));
      } catch (error) {
        for (const { span } of spans) failSpan(span, errorType(error));
        throw error;
      } finally {
        for (const { span } of spans) span.end();
      }
    },
  };

  function spanOf(group: readonly Envelope[]) {
    const [first] = group;
    const topics = [...new Set(group.map(({ type }) => type))];
    const name = topics.length === 1 ? `send ${topics[0]}` : "send";
    const attributes = eventAttributes("send", bus.system, group);
    return openSpan(name, { kind: SpanKind.PRODUCER, attributes, cause: first?.trace }).span;
  }
}

function tracedScheduler(scheduler: Scheduler, system: string): Scheduler {
  return {
    ...scheduler,
    schedule(task) {
      const { envelope } = task;
      const attributes = eventAttributes("schedule", system, [envelope]);
      const options = { kind: SpanKind.PRODUCER, attributes, cause: envelope.trace };
      return inSpan(`schedule ${envelope.type}`, options, () =>
        scheduler.schedule({ ...task, envelope: withTrace(envelope, activeTraceparent()) }),
      );
    },
  };
}

function withTrace(envelope: Envelope, trace: string | undefined): Envelope {
  return trace === undefined ? envelope : { ...envelope, trace };
}

/** The trace of a `traceparent`. */
function traceIdIn(traceparent: string | undefined): string {
  return traceparent?.split("-", 2)[1] ?? "";
}
