import {
  type Attributes,
  type Context,
  context,
  createTraceState,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";

const tracer = trace.getTracer("agent-platform");

/** Runs `work` in a span. Without tracing this costs about a microsecond. */
export function inSpan<R>(name: string, attributes: Attributes, work: () => Promise<R>): Promise<R> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "error" });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A caller's `traceparent` and `tracestate` headers (w3.org/TR/trace-context). */
export interface IncomingTrace {
  readonly traceparent: string | undefined;
  readonly tracestate: string | undefined;
}

/**
 * Runs `work` in a server span, which continues the caller's trace or starts a new one. `work` ends the span, because a
 * response may be sent after it returns.
 */
export function startServerSpan<R>(
  name: string,
  incoming: IncomingTrace,
  work: (span: Span) => Promise<R>,
): Promise<R> {
  const parent = callerContext(incoming);
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent);
  return context.with(trace.setSpan(parent, span), work, undefined, span);
}

const traceparentForm = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

function callerContext({ traceparent = "", tracestate }: IncomingTrace): Context {
  const [, version, traceId = "", spanId = "", flags = "", more] = traceparentForm.exec(traceparent.trim()) ?? [];
  // Only later versions may append fields.
  if (version === "00" && more !== undefined) return ROOT_CONTEXT;
  const caller = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
    ...(tracestate === undefined ? {} : { traceState: createTraceState(tracestate) }),
  };
  return isSpanContextValid(caller) ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT;
}
