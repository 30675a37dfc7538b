import { until } from "../../../tests/contracts/open-platform.ts";
import type { Envelope } from "../../platform/bus.ts";
import type { Platform } from "../../platform/platform.ts";
import { recordSpans } from "../../telemetry/recorded-spans.fixture.ts";
import { activeTraceparent, inSpan } from "../../telemetry/trace.ts";
import { newTraceId } from "../../telemetry/trace-id.ts";
import { RetryableError, TerminalError } from "../failures/errors.ts";
import {
  counted,
  countStep,
  event,
  openTestPlatform,
  runnerWith,
  tenantId,
  totalled,
  totals,
} from "../runner-fixture.ts";
import { newEvent } from "../step.ts";
import { tracedPlatform } from "./traced-platform.ts";

const exporter = recordSpans();
let opened: ReturnType<typeof openTestPlatform>;
let platform: Platform;

beforeEach(() => {
  opened = openTestPlatform();
  platform = tracedPlatform(opened.platform);
});
afterEach(async () => {
  await opened.close();
});
const spanId = "00f067aa0ba902b7";
const newCause = () => `00-${newTraceId(Date.now())}-${spanId}-01`;
const traceOf = (traceparent: string | undefined) => traceparent?.split("-")[1];
const spans = () =>
  exporter.getFinishedSpans().map((span) => ({ name: span.name, traceId: span.spanContext().traceId }));
const namesIn = (traceId: string | undefined) =>
  spans()
    .filter((span) => span.traceId === traceId)
    .map(({ name }) => name);

/** Every event of the types that reaches a subscription. */
function receiving(...types: readonly string[]): readonly Envelope[] {
  const received: Envelope[] = [];
  for (const topic of types)
    platform.bus.subscribe({
      name: `receives-${topic}`,
      topic,
      retry: { minBackoffMs: 1, maxBackoffMs: 1, maxAttempts: 5 },
      async handle({ envelope }) {
        received.push(envelope);
        return { type: "done" };
      },
    });
  return received;
}

const retry = { minBackoffMs: 1, maxBackoffMs: 1, maxAttempts: 5 };

it("publishes events of several traces at once and in order, each in its own trace", async () => {
  const received = receiving(counted.type);
  await platform.bus.start();
  const [one, other] = [newCause(), newCause()];
  const causes = [one, other, one, undefined];
  const envelopes = causes.map((cause, index) => ({ ...event(`e${index}`), ...(cause ? { trace: cause } : {}) }));
  await inSpan("webhook", { detached: true }, () => platform.bus.publish(envelopes));
  await until("all arrive", () => received.length === 4);
  expect(received.map(({ id }) => id)).toEqual(["e0", "e1", "e2", "e3"]);
  const webhook = spans().find(({ name }) => name === "webhook")?.traceId;
  expect(received.map((envelope) => traceOf(envelope.trace))).toEqual([
    traceOf(one),
    traceOf(other),
    traceOf(one),
    webhook,
  ]);
  expect(namesIn(traceOf(one))).toEqual(["send thing-counted"]);
});

it("continues the trace over a step, what it publishes and what it schedules", async () => {
  const step = countStep({
    retry,
    decide: (_before, { data }) => ({
      document: { total: data.by, receipts: [] },
      publish: [newEvent(totalled, "k", { total: data.by })],
      schedule: [{ ...newEvent(totalled, "k", { total: 0 }), name: "later", at: new Date(0) }],
      send: [{ id: "s", kind: "letter", payload: "Dear Padmavati" }],
    }),
  });
  const sent: (string | undefined)[] = [];
  const letter = async () => void sent.push(traceOf(activeTraceparent()));
  platform.bus.subscribe(runnerWith(platform, { letter }).subscription(step));
  const received = receiving(totalled.type);
  await platform.bus.start();
  await platform.scheduler.start();
  const cause = newCause();
  await platform.bus.publish([{ ...event("e"), trace: cause }]);
  await until("both arrive", () => received.length === 2);
  expect(received.map((envelope) => traceOf(envelope.trace))).toEqual([traceOf(cause), traceOf(cause)]);
  expect(sent).toEqual([traceOf(cause)]);
  await until("the step's span has ended", () => namesIn(traceOf(cause)).includes("process count"));
  expect(namesIn(traceOf(cause)).toSorted()).toEqual([
    "process count",
    "schedule thing-totalled",
    "send letter",
    "send thing-counted",
    "send thing-totalled",
  ]);
});

it("sends what a crashed run left behind in the trace of its own message", async () => {
  const step = countStep({
    decide: (_before, { data }) => ({
      document: { total: data.by, receipts: [] },
      publish: [newEvent(totalled, "k", { total: data.by })],
      send: [{ id: "s", kind: "letter", payload: null }],
    }),
  });
  const received = receiving(totalled.type);
  await platform.bus.start();
  const failing = { ...platform, bus: { ...platform.bus, publish: () => Promise.reject(new Error("no network")) } };
  let message: string | undefined;
  await inSpan("POST /v1/chat", { detached: true }, async () => {
    message = traceOf(activeTraceparent());
    await runnerWith(failing, { letter: async () => undefined }).run(step, event("e"));
  });
  expect(received).toEqual([]);

  const inTwoMinutes = () => new Date(Date.now() + 120_000);
  const sweeper = runnerWith(platform, { letter: async () => undefined }, inTwoMinutes);
  await inSpan("sweep", { detached: true }, () => sweeper.sweep([totals]));
  await until("the event arrives", () => received.length === 1);
  expect(traceOf(received[0]?.trace)).toBe(message);
  expect(namesIn(message)).toEqual(["count", "POST /v1/chat", "send thing-totalled", "send letter"]);
});

it("marks failed deliveries, and keeps the trace of what follows a dead letter", async () => {
  let attempts = 0;
  const step = countStep({
    retry,
    afterFailure: () => [newEvent(totalled, "k", { total: -1 })],
    async gather() {
      attempts += 1;
      if (attempts === 1) throw new RetryableError("model-unavailable", "Padmavati waits");
      throw new TerminalError("order-unknown", "of Padmavati");
    },
  });
  platform.bus.subscribe(runnerWith(platform).subscription(step));
  const received = receiving(totalled.type);
  await platform.bus.start();
  const cause = newCause();
  await platform.bus.publish([{ ...event("e"), trace: cause }]);
  await until("the failure is announced", () => received.length === 1);
  expect(traceOf(received[0]?.trace)).toBe(traceOf(cause));
  const failed = exporter.getFinishedSpans().filter(({ name }) => name === "process count");
  expect(failed.map(({ status, attributes }) => [status.code, attributes["error.type"]])).toEqual([
    [2, "model-unavailable"],
    [2, "order-unknown"],
  ]);
  expect(JSON.stringify(failed.map(({ attributes, status, events }) => [attributes, status, events]))).not.toContain(
    "Padmavati",
  );
  const { items } = await platform.bus.deadLetters.list(tenantId, { limit: 1 });
  expect(traceOf(items[0]?.envelope.trace)).toBe(traceOf(cause));
});

it("opens no span for an event that a step leaves to another engine", async () => {
  const step = countStep({ filter: () => false });
  const runner = runnerWith(platform);
  await runner.handle(step, { envelope: { ...event("e"), trace: newCause() }, attempt: 1 });
  expect(spans()).toEqual([]);
});
