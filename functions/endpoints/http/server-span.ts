import { type Span, SpanStatusCode } from "@opentelemetry/api";
import { startServerSpan } from "../../../shared/telemetry/trace.ts";
import type { Exchange } from "./exchange.ts";
import { header } from "./headers.ts";

/**
 * Runs `work` in the request's server span. The span ends with the response, so it covers a whole stream. Names follow
 * OpenTelemetry's semantic conventions for HTTP servers.
 */
export function inServerSpan(exchange: Exchange, work: () => Promise<void>): Promise<void> {
  const { request, response } = exchange;
  const method = request.method ?? "GET";
  return startServerSpan(method, header(request, "traceparent"), (span) => {
    const end = () => endSpan(span, exchange, method);
    if (response.closed) end();
    else response.once("close", end);
    return work();
  });
}

function endSpan(span: Span, { response, attributes: { route, requestId } }: Exchange, method: string): void {
  span.updateName(route === undefined ? method : `${method} ${route}`);
  span.setAttributes({
    "http.request.method": method,
    "http.response.status_code": response.statusCode,
    ...(route === undefined ? {} : { "http.route": route }),
    ...(requestId === undefined ? {} : { "http.request.id": requestId }),
  });
  if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
