import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { readShortIds, shortIds } from "./report-ids.ts";

const ids = { tenantId: "clinic", conversationId: "c".repeat(22), turnId: "t".repeat(22), messageId: "m".repeat(24) };
const traceId = "6a0b1c2d3e4f5061728394a5b6c7d8e9";
const spanId = "00f067aa0ba902b7";

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());

function inTrace<T>(work: () => T): T {
  return context.with(trace.setSpanContext(context.active(), { traceId, spanId, traceFlags: 1 }), work);
}

it("brings the send's span back with each report", () => {
  const sent = inTrace(() => shortIds(ids));
  expect(readShortIds(JSON.parse(JSON.stringify(sent)))).toEqual({ ...ids, trace: `00-${traceId}-${spanId}-01` });
});

it("adds nothing without tracing", () => {
  expect(shortIds(ids)).toEqual({ t: ids.tenantId, c: ids.conversationId, u: ids.turnId, m: ids.messageId });
  expect(readShortIds(shortIds(ids))).toEqual({ ...ids, trace: undefined });
});

it("leaves the span out where Meta's limit of 512 characters would be exceeded", () => {
  const long = {
    ...ids,
    tenantId: "x".repeat(63),
    conversationId: "c".repeat(128),
    turnId: "t".repeat(128),
    messageId: "m".repeat(120),
  };
  const sent = inTrace(() => shortIds(long));
  expect(JSON.stringify(sent).length).toBeLessThanOrEqual(512);
  expect(readShortIds(sent)).toEqual({ ...long, trace: undefined });
});

it.each([5, "", "00-zz-01", `00-${"0".repeat(32)}-${spanId}-01`, "x".repeat(100_000)])(
  "counts a report whose span is unreadable: %p",
  (w) => {
    expect(readShortIds({ ...shortIds(ids), w })).toEqual({ ...ids, trace: undefined });
  },
);
