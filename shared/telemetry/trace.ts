import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { ageOfTraceMs } from "./trace-id.ts";
import { readTraceparent, type Traceparent, traceparentOf } from "./traceparent.ts";

const tracer = trace.getTracer("agent-platform");

/** What follows later than this after a trace began gets a trace of its own, which is linked to the earlier one. */
const longestTraceMs = 10 * 60_000;

/**
 * Why a span is linked. `earlier`: it follows from a trace of ours that began long before, and shares its sampling.
 * `request`: the request that reported it. `caller`: the trace of a caller from outside.
 */
export type LinkKind = "earlier" | "request" | "caller";
export const linkKind = "link.kind";

export interface SpanOptions {
  /** Default: an internal span. */
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** The span that led to this one, where it may belong to another trace than the active span. */
  readonly cause?: Traceparent | undefined;
  /** True for a delivery: the active span, if any, is not the one that led to it. */
  readonly detached?: boolean;
}

/** Runs `work` in a span. Without tracing this costs about a microsecond. */
export function inSpan<R>(name: string, options: SpanOptions, work: (span: Span) => Promise<R>): Promise<R> {
  const { span, within } = openSpan(name, options);
  return context.with(within, async () => {
    try {
      return await work(span);
    } catch (error) {
      failSpan(span, errorType(error));
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A span that its caller ends, and the context of what runs in it. */
export function openSpan(name: string, options: SpanOptions): { readonly span: Span; readonly within: Context } {
  const { kind = SpanKind.INTERNAL, attributes = {} } = options;
  const { parent, links } = originOf(options);
  const span = tracer.startSpan(name, { kind, attributes, links }, parent);
  return { span, within: trace.setSpan(parent, span) };
}

function originOf({ cause, detached = false }: SpanOptions): { readonly parent: Context; readonly links: Link[] } {
  const active = detached ? ROOT_CONTEXT : context.active();
  const caused = readTraceparent(cause);
  const around = trace.getSpanContext(active);
  if (caused === undefined || caused.traceId === around?.traceId) return { parent: active, links: [] };
  if (ageOfTraceMs(caused.traceId, Date.now()) > longestTraceMs)
    return { parent: active, links: [linkTo(caused, "earlier")] };
  const links = around && isSpanContextValid(around) ? [linkTo(around, "request")] : [];
  return { parent: trace.setSpanContext(active, caused), links };
}

function linkTo(to: SpanContext, kind: LinkKind): Link {
  return { context: to, attributes: { [linkKind]: kind } };
}

/** Marks the span as failed. `type` is a code, or what `errorType` tells of an error. */
export function failSpan(span: Span, type: string): void {
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** An error's code, or its name. Its message may hold a customer's words. */
export function errorType(error: unknown): string {
  if (!(error instanceof Error)) return "error";
  const known = ["code" in error ? error.code : undefined, error.name];
  return known.find((each): each is string => typeof each === "string" && codeForm.test(each)) ?? "error";
}

const codeForm = /^[\w.-]{1,64}$/;

/** Adds what is known only within the active span. */
export function describeSpan(attributes: Attributes, name?: string): void {
  const span = trace.getActiveSpan()?.setAttributes(attributes);
  if (name !== undefined) span?.updateName(name);
}

/** The active span, as it travels with events, tasks and callbacks. Undefined without tracing. */
export function activeTraceparent(): Traceparent | undefined {
  const active = trace.getSpanContext(context.active());
  return active && traceparentOf(active);
}

/**
 * Runs `work` in the span of a request from outside. It begins a trace: the caller's trace is only linked, so that
 * outsiders neither decide what is sampled nor join a trace of ours. `work` ends the span, because a response may be
 * sent after it returns.
 */
export function startServerSpan<R>(
  name: string,
  caller: string | undefined,
  work: (span: Span) => Promise<R>,
): Promise<R> {
  const linked = readTraceparent(caller);
  const links = linked ? [linkTo(linked, "caller")] : [];
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER, links }, ROOT_CONTEXT);
  return context.with(trace.setSpan(ROOT_CONTEXT, span), work, undefined, span);
}
