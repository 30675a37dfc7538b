import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import { TerminalError } from "../runtime/failures/errors.ts";
import { createLogger } from "./log.ts";
import { logTrace } from "./log-trace.ts";
import { recordSpans } from "./recorded-spans.fixture.ts";
import { activeTraceparent, inSpan, startServerSpan } from "./trace.ts";
import { ageOfTraceMs, newTraceId } from "./trace-id.ts";
import { readTraceparent } from "./traceparent.ts";

/** New traces are never sampled here, so that whatever is recorded was decided by what led to it. */
const exporter = recordSpans(0);

const minuteMs = 60_000;
const spanId = "00f067aa0ba902b7";

/** A span of a trace that began `minutes` ago. */
function cause(minutes: number, sampled = true): string {
  return `00-${newTraceId(Date.now() - minutes * minuteMs)}-${spanId}-0${sampled ? 1 : 0}`;
}
const traceOf = (traceparent: string | undefined) => traceparent?.split("-")[1];

describe("what a span follows from", () => {
  it("is its cause, whose trace it continues", async () => {
    const from = cause(1);
    const inside = await inSpan("work", { cause: from, detached: true }, async () => activeTraceparent());
    expect(traceOf(inside)).toBe(traceOf(from));
    expect(exporter.getFinishedSpans()).toMatchObject([{ name: "work", parentSpanContext: { spanId }, links: [] }]);
  });

  it("is the active span where both are of one trace", async () => {
    const from = cause(1);
    await inSpan("outer", { cause: from, detached: true }, () =>
      inSpan("inner", { cause: from }, async () => undefined),
    );
    const [inner, outer] = exporter.getFinishedSpans();
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
  });

  it("is its own message where the active span is about others, as in a sweep", async () => {
    const [sweep, message] = [cause(1), cause(2)];
    await inSpan("sweep", { cause: sweep, detached: true }, () =>
      inSpan("send", { cause: message }, async () => undefined),
    );
    const [send] = exporter.getFinishedSpans();
    expect(send?.spanContext().traceId).toBe(traceOf(message));
    expect(send?.links).toMatchObject([
      { context: { traceId: traceOf(sweep) }, attributes: { "link.kind": "request" } },
    ]);
  });

  it("is only linked after ten minutes, and still shares its sampling", async () => {
    const [sampled, unsampled] = [cause(11), cause(11, false)];
    for (const from of [sampled, unsampled])
      await inSpan("late", { cause: from, detached: true }, async () => undefined);
    const spans = exporter.getFinishedSpans();
    expect(spans).toMatchObject([
      {
        parentSpanContext: undefined,
        links: [{ context: { traceId: traceOf(sampled), spanId }, attributes: { "link.kind": "earlier" } }],
      },
    ]);
    expect(spans[0]?.spanContext().traceId).not.toBe(traceOf(sampled));
  });

  it("is nothing for a delivery whose event carries no trace, whatever is active", async () => {
    await inSpan("publisher", { cause: cause(1), detached: true }, async () => {
      const outer = activeTraceparent();
      const inside = await inSpan("delivery", { detached: true }, async () => activeTraceparent());
      expect(traceOf(inside)).not.toBe(traceOf(outer));
    });
  });

  it.each(["", "nonsense", `00-${"0".repeat(32)}-${spanId}-01`, `00-${newTraceId(0)}-${"0".repeat(16)}-01`])(
    "is nothing where the event carries %j",
    async (from) => {
      const inside = await inSpan("work", { cause: from, detached: true }, async () => activeTraceparent());
      expect(readTraceparent(inside)).toMatchObject({ traceFlags: 0 });
    },
  );
});

describe("a caller from outside", () => {
  it("neither decides what is sampled nor joins a trace of ours", async () => {
    const theirs = cause(0);
    const ours = await startServerSpan("POST", theirs, async (span) => {
      span.end();
      return activeTraceparent();
    });
    expect(exporter.getFinishedSpans()).toEqual([]);
    expect(traceOf(ours)).not.toBe(traceOf(theirs));
    expect(readTraceparent(ours)).toMatchObject({ traceFlags: 0 });
  });
});

it("carries an unsampled trace on, so that its parts are not sampled one by one", async () => {
  const from = cause(0, false);
  const inside = await inSpan("work", { cause: from, detached: true }, async () => activeTraceparent());
  expect(inside).toMatch(/-00$/);
  expect(traceOf(inside)).toBe(traceOf(from));
});

it.each([
  [new TerminalError("order-unknown", "No order of +91 98000 00001"), "order-unknown"],
  [new TypeError("Padmavati is not iterable"), "TypeError"],
  ["Padmavati", "error"],
  [Object.assign(new Error("x"), { code: "+91 98000 00001" }), "Error"],
  [{ message: "Padmavati" }, "error"],
  [Object.assign(new Error("x"), { name: "Asha Padmavati of Pune" }), "error"],
])("keeps of a failure its code alone: %p", async (error, type) => {
  const failing = inSpan("work", { cause: cause(0), detached: true }, () => Promise.reject(error));
  await expect(failing).rejects.toBe(error);
  expect(exporter.getFinishedSpans()).toMatchObject([
    { status: { code: 2 }, attributes: { "error.type": type }, events: [] },
  ]);
  expect(exporter.getFinishedSpans()[0]?.status.message).toBeUndefined();
});

it("tells a trace's age from its id", () => {
  const now = Date.UTC(2026, 10, 29, 12, 0, 0);
  expect(ageOfTraceMs(newTraceId(now), now + 5_000)).toBe(5_000);
  expect(newTraceId(now)).toMatch(/^[0-9a-f]{32}$/);
  expect(newTraceId(now)).not.toBe(newTraceId(now));
});

describe("a log line", () => {
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318", GOOGLE_CLOUD_PROJECT: "a-project" };

  async function lineIn(given: Parameters<typeof logTrace>[0], from: string | undefined): Promise<object> {
    const lines: string[] = [];
    const destination = { write: (line: string) => lines.push(line) };
    const log = createLogger({ level: "info", destination, ...logTrace(given) });
    const write = async () => log.info({ tenant: "acme" }, "Something happened");
    await (from === undefined
      ? context.with(ROOT_CONTEXT, write)
      : inSpan("work", { cause: from, detached: true }, write));
    return JSON.parse(lines[0] ?? "") as object;
  }

  it("names its span as Cloud Logging reads it", async () => {
    const from = cause(0, false);
    expect(await lineIn({ ...environment, PLATFORM: "gcp" }, from)).toMatchObject({
      tenant: "acme",
      "logging.googleapis.com/trace": `projects/a-project/traces/${traceOf(from)}`,
      "logging.googleapis.com/spanId": expect.stringMatching(/^[0-9a-f]{16}$/),
      "logging.googleapis.com/trace_sampled": false,
    });
  });

  it("names its span as OpenTelemetry does elsewhere", async () => {
    const from = cause(0);
    expect(await lineIn({ ...environment, PLATFORM: "embedded" }, from)).toMatchObject({ trace_id: traceOf(from) });
  });

  it("names none outside a span, nor without tracing", async () => {
    const plain = { severity: "INFO", time: expect.any(String), tenant: "acme", message: "Something happened" };
    expect(await lineIn({ ...environment, PLATFORM: "gcp" }, undefined)).toEqual(plain);
    const off = { ...environment, PLATFORM: "gcp" as const, OTEL_EXPORTER_OTLP_ENDPOINT: undefined };
    expect(await lineIn(off, cause(0))).toEqual(plain);
  });
});
