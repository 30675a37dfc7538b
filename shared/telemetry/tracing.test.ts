import { context, trace } from "@opentelemetry/api";
import { type Collector, startCollector } from "../../emulators/otlp.ts";
import { until } from "../../tests/contracts/open-platform.ts";
import { inSpan } from "./trace.ts";
import { openTracing, startTracing, type Tracing } from "./tracing.ts";

/** Exports to a collector that works, fails or hangs, only when it is flushed. */
let collector: Collector;
let tracing: Tracing;
let headers: () => Promise<Record<string, string>>;
const warnings: object[] = [];

beforeAll(async () => {
  collector = await startCollector();
  tracing = await openTracing({
    endpoint: `${collector.url}/`,
    headers: () => headers(),
    ratio: 1,
    resource: { "service.name": "a-step", "gcp.project_id": "a-project" },
    flushedOnly: true,
    log: { warn: (attributes) => void warnings.push(attributes) },
  });
});

beforeEach(() => {
  collector.behave("working");
  headers = async () => ({});
});

afterAll(async () => {
  await tracing.stop();
  trace.disable();
  context.disable();
  await collector.close();
});

const work = (name: string) => inSpan(name, {}, async () => undefined);
const exported = () => collector.spans().map(({ name }) => name);

it("exports when it is flushed, with where the spans come from", async () => {
  await work("first");
  expect(collector.requests()).toHaveLength(0);
  await tracing.flush();
  expect(collector.spans()).toMatchObject([
    { name: "first", resource: { "service.name": "a-step", "gcp.project_id": "a-project" } },
  ]);
  expect(collector.requests()[0]?.headers["content-type"]).toBe("application/x-protobuf");
});

it("sends no request when nothing was recorded", async () => {
  const before = collector.requests().length;
  await tracing.flush();
  expect(collector.requests()).toHaveLength(before);
});

it("asks for the headers before each export, because tokens expire", async () => {
  let token = 0;
  headers = async () => {
    token += 1;
    return { authorization: `Bearer ${token}` };
  };
  for (const name of ["second", "third"]) {
    await work(name);
    await tracing.flush();
  }
  expect(
    collector
      .requests()
      .slice(-2)
      .map((request) => request.headers.authorization),
  ).toEqual(["Bearer 1", "Bearer 2"]);
});

it("survives a collector that fails, one that never answers and a missing token, and says once what was lost", async () => {
  for (const trouble of ["failing", "silent", "no token"] as const) {
    if (trouble === "no token") headers = async () => Promise.reject(new Error("no metadata server"));
    else collector.behave(trouble);
    await work(trouble);
    await tracing.flush();
  }
  expect(warnings).toMatchObject([{ spans: 1, err: expect.any(Error) }]);

  collector.behave("working");
  headers = async () => ({});
  await work("afterwards");
  await tracing.flush();
  await until("it is exported", () => exported().includes("afterwards"));
});

it("loads no library and keeps nothing without an endpoint", async () => {
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: undefined,
    OTEL_TRACES_SAMPLER_ARG: 1,
    PLATFORM: "gcp" as const,
    GOOGLE_CLOUD_PROJECT: "a-project",
  };
  const off = await startTracing(environment, { warn: () => undefined });
  await Promise.all([off.flush(), off.stop()]);
});
