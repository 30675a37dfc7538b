import { type Collector, startCollector } from "../../emulators/otlp.ts";
import { until } from "../../tests/contracts/open-platform.ts";
import { createHistogram } from "./histogram.ts";
import { recordModelCall } from "./model-calls.ts";
import { modelMetricNames } from "./model-metrics.ts";
import { startTracing } from "./tracing.ts";

let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.close());

const attributes = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gemini-3.8-flash" };
const call = { attributes, seconds: 0.5, tokens: { input: 900, output: 40 } };
const warnings: object[] = [];
const start = (endpoint: string | undefined) =>
  startTracing(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: endpoint,
      OTEL_TRACES_SAMPLER_ARG: 1,
      PLATFORM: "embedded",
      GOOGLE_CLOUD_PROJECT: undefined,
    },
    { warn: (said) => void warnings.push(said) },
  );

it("exports durations in seconds and tokens by type, with the buckets of the conventions", async () => {
  recordModelCall(call);
  const metrics = await start(`${collector.url}/v1/metrics`);
  recordModelCall(call);
  recordModelCall({ attributes: { ...attributes, "error.type": "rate-limited" }, seconds: 100 });
  await metrics.stop();
  recordModelCall(call);
  await until("the figures arrive", () => collector.points().length > 0);

  const [ok, failed, input, output] = collector.points();
  expect(collector.points()).toHaveLength(4);
  expect(ok).toMatchObject({
    name: "gen_ai.client.operation.duration",
    unit: "s",
    count: 1,
    sum: 0.5,
    attributes,
    description: expect.stringMatching(/./),
    resource: { "service.name": "agent-platform", "service.instance.id": expect.stringMatching(/^[\w-]{36}$/) },
  });
  expect(ok?.explicitBounds[ok.bucketCounts.indexOf(1)]).toBe(0.64);
  expect(failed).toMatchObject({ count: 1, attributes: { "error.type": "rate-limited" } });
  expect(failed?.bucketCounts.at(-1)).toBe(1);
  const tokens = { name: "gen_ai.client.token.usage", unit: "{token}", count: 1 };
  expect(input).toMatchObject({ ...tokens, sum: 900, attributes: { "gen_ai.token.type": "input" } });
  expect(output).toMatchObject({ ...tokens, sum: 40, attributes: { "gen_ai.token.type": "output" } });
  expect(warnings).toEqual([]);
});

it("a collector that fails costs one line in the log", async () => {
  collector.behave("failing");
  const metrics = await start(`${collector.url}/v1/metrics`);
  recordModelCall(call);
  metrics.catchUp();
  await metrics.stop();
  await until("the loss is logged", () => warnings.length > 0);
  expect(warnings).toMatchObject([{ err: expect.objectContaining({ message: "The collector answered 500." }) }]);
});

it("counts nothing without a collector, and sends nothing when nothing was counted", async () => {
  collector.behave("working");
  const before = collector.points().length;
  const off = await start(undefined);
  recordModelCall(call);
  await off.stop();
  const idle = await start(`${collector.url}/v1/metrics`);
  await idle.stop();
  expect(collector.points()).toHaveLength(before);
});

it("keeps a bounded number of series, and loses no call", () => {
  const histogram = createHistogram(modelMetricNames.duration);
  for (let model = 0; model < 2_000; model += 1) histogram.record(1, { "gen_ai.response.model": `model-${model}` });
  const points = histogram.points();
  expect(points).toHaveLength(501);
  expect(points.at(-1)).toMatchObject({ attributes: { "otel.metric.overflow": "true" }, count: 1_500 });
});
