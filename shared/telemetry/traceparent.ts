import { isSpanContextValid, type SpanContext } from "@opentelemetry/api";

/** A span as the header `traceparent` writes it (w3.org/TR/trace-context): version, trace, span and flags. */
export type Traceparent = string;

const form = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Longer than any known version's, and short enough to be read at once. */
const maxLength = 256;

/** Undefined for what is no valid span. */
export function readTraceparent(given: unknown): SpanContext | undefined {
  if (typeof given !== "string" || given.length > maxLength) return undefined;
  const [, version, traceId = "", spanId = "", flags = "", more] = form.exec(given.trim()) ?? [];
  // Only later versions may append fields.
  if (version === "00" && more !== undefined) return undefined;
  const read = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(read) ? read : undefined;
}

export function traceparentOf(span: SpanContext): Traceparent | undefined {
  if (!isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-0${span.traceFlags & 1}`;
}
