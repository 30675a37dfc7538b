import { spawnSync } from "node:child_process";
import { countersOf, latencyOf } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { metricNames } from "../../../../shared/telemetry/names.ts";
import { rollupMonthDocuments, rollupTotals, totalsId } from "../rollups/documents.ts";
import { metricsText, serveMetrics } from "./serve-metrics.ts";

const now = new Date("2026-11-29T12:00:00.000Z");
const counters = countersOf({
  conversations: { begun: 5, ended: 4, resolved: 3, handedOver: 1, contained: 3 },
  messages: { in: 9, out: 8 },
  errors: { tool: 1, 'a "quoted"\nkind': 2 },
  integrationErrors: { crm: 1 },
  ratings: { sumHundredths: 900, count: 2, histogram: { 4: 1, 5: 1 } },
  models: { "gemini-3.8-flash": { requests: 8, inputTokens: 8_000, outputTokens: 700 } },
  tools: { book: { calls: 3, errors: 1, ms: 1_500 } },
  latency: latencyOf(1_200),
  costNanoUsd: { model: 2_250_000 },
  quality: { sumHundredths: 850, hallucinationHundredths: 10, count: 1 },
  uptimeSeconds: { chat: 3_600 },
  downtimeSeconds: { chat: 120 },
});

const opened = openTestPlatform(() => now);
const { documents } = opened.platform;
afterAll(() => opened.close());

beforeAll(async () => {
  const parts = { "default~whatsapp": { agent: "default", channel: "whatsapp", counters } };
  const gauges = { sla_compliance_percentage: { value: 99.95, at: now.toISOString() } };
  const totals = { parts, gauges, updatedAt: now.toISOString() };
  const month = { month: "2026-11", days: { "29": counters }, updatedAt: now.toISOString() };
  await documents.commit(tenantId, [
    put(rollupTotals.collection, totalsId, newOwned(totals)),
    put(rollupMonthDocuments.collection, "2026-11", newOwned(month)),
  ]);
});

const specified = [
  ...["agent_uptime_total", "agent_errors_total", "agent_response_time_seconds", "llm_requests_total"],
  ...["llm_tokens_total", "llm_hallucination_score", "tool_calls_total", "integration_errors_total"],
  ...["conversations_total", "conversation_resolution_rate", "customer_satisfaction_score"],
  ...["sla_compliance_percentage", "downtime_seconds_total"],
];

test("serves every metric of the specification from the rollups", async () => {
  const text = await metricsText(documents, now);
  for (const name of specified) expect(text).toMatch(new RegExp(`^# TYPE ${name} `, "m"));
  expect(text).toContain('llm_tokens_total{client_id="acme",model="gemini-3.8-flash",type="input"} 8000\n');
  expect(text).toContain('agent_response_time_seconds_bucket{client_id="acme",agent_id="default",le="1"} 0\n');
  expect(text).toContain('agent_response_time_seconds_bucket{client_id="acme",agent_id="default",le="2"} 1\n');
  expect(text).toContain('agent_response_time_seconds_bucket{client_id="acme",agent_id="default",le="+Inf"} 1\n');
  expect(text).toContain('conversation_resolution_rate{client_id="acme"} 0.75\n');
  expect(text).toContain(String.raw`error_type="a \"quoted\"\nkind"`);
});

test("serves nothing that has no name in the list, and everything with its labels", async () => {
  const text = await metricsText(documents, now);
  const known = new Map(Object.values(metricNames).map((metric) => [metric.name as string, metric]));
  for (const [, name = ""] of text.matchAll(/^# TYPE (\S+) /gm)) {
    const labels = new RegExp(`^${name}(?:_bucket|_sum|_count)?\\{(.*)\\} `, "m").exec(text)?.[1] ?? "";
    const found = [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label).filter((label) => label !== "le");
    expect([name, found]).toEqual([name, known.get(name)?.labels]);
  }
});

const promtool = process.env.PROMTOOL ?? "promtool";
const isInstalled = spawnSync(promtool, ["--version"]).status === 0;
if (!isInstalled) console.log("skipped: promtool is not installed (Debian: apt-get install prometheus)");

(isInstalled ? test : test.skip)("is clean in promtool's eyes", async () => {
  const { stdout, stderr, status } = spawnSync(promtool, ["check", "metrics"], {
    input: await metricsText(documents, now),
    encoding: "utf8",
  });
  expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: "" });
});

test("needs the platform's token", async () => {
  const keys = { ...opened.platform.keys, secret: async () => "the token" };
  const ask = (authorization: string | undefined) => serveMetrics({ documents, keys }, { authorization, now });
  await expect(ask(undefined)).rejects.toMatchObject({ status: 401 });
  await expect(ask("Bearer another")).rejects.toMatchObject({ status: 401 });
  await expect(ask("Bearer the token")).resolves.toContain("# HELP");
  const none = { ...keys, secret: async () => undefined };
  await expect(serveMetrics({ documents, keys: none }, { authorization: "Bearer x", now })).rejects.toMatchObject({
    status: 404,
  });
});
