import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startGemini } from "../../emulators/gemini.ts";
import type { StandIn } from "../../emulators/http.ts";
import { type Collector, startCollector } from "../../emulators/otlp.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { messageReceived } from "../../shared/events/index.ts";
import { openPlatform } from "../../shared/platform/open.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { until } from "../contracts/open-platform.ts";
import { type FunctionProcess, startFunction } from "./function-process.ts";
import { seed, tenantId } from "./seed.ts";

/** An instance gets CPU only while it handles a request, so no timer exports its spans. */
let folder: string;
let seeded: Awaited<ReturnType<typeof seed>>;
let gemini: StandIn;
let collector: Collector;
let running: FunctionProcess | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "deployment-tracing-"));
  const main = pathToFileURL(join(projectRoot, "functions/hosts/deployed/main.ts")).href;
  writeFileSync(join(folder, "index.mjs"), `await import(${JSON.stringify(main)});`);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", main: "index.mjs" }));
  [seeded, gemini, collector] = await Promise.all([seed(folder), startGemini({ port: 0 }), startCollector()]);
});

beforeEach(() => collector.behave("working"));
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(async () => {
  collector.behave("working");
  await Promise.all([gemini.close(), collector.close()]);
  rmSync(folder, { recursive: true });
});

async function started(target: string): Promise<FunctionProcess> {
  running = await startFunction({
    source: folder,
    target,
    environment: {
      // The sources' own folder would hold the cache.
      NODE_DISABLE_COMPILE_CACHE: "1",
      DATA_DIR: folder,
      LOG_LEVEL: "warn",
      JWT_SECRET: seeded.jwtSecret,
      GEMINI_API_KEY: "any key",
      GEMINI_BASE_URL: gemini.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    },
  });
  return running;
}

const named = (name: string) => collector.spans().filter((span) => span.name === name);

async function chat(api: FunctionProcess): Promise<number> {
  const answer = await api.firstAnswer("/v1/chat", {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${seeded.token}` },
    body: JSON.stringify({ client_id: tenantId, session_id: "s1", message: "When are you open?" }),
  });
  await answer.text();
  return answer.status;
}

it("exports a step's spans before its event is acknowledged", async () => {
  const step = await started("conversation-turn");
  await step.firstAnswer("/healthz");
  const platform = await openPlatform(readEnvironment({ DATA_DIR: folder }), { secrets: () => seeded.jwtSecret });
  const data = messageReceived.schema.parse({
    conversationId: "c1",
    messageId: "m1",
    channel: "web_chat",
    accountAddress: null,
    customerAddress: "s2",
    customerName: null,
    text: "When are you open?",
    attachments: [],
    choiceId: null,
    thread: null,
    configName: null,
  });
  const at = { causationId: null, occurredAt: new Date().toISOString() };
  await platform.bus.publish([{ id: "m1", type: messageReceived.type, tenantId, key: "c1", ...at, data }]);
  await until("its span arrives", () => named("process conversation-turn").length > 0);
  expect(named("process conversation-turn")[0]?.resource).toMatchObject({
    "service.namespace": "agent-platform",
    "service.name": "conversation-turn",
  });
  expect(named("invoke_agent Maya")).toHaveLength(1);
  await platform.close(1_000);
});

it("exports what a request left at the next one, and the last at SIGTERM", async () => {
  const api = await started("api");
  expect(await chat(api)).toBe(200);
  expect(named("POST /v1/chat")).toHaveLength(0);
  await until("a later request exports the first one's span", async () => {
    await (await api.firstAnswer("/v1/nothing")).text();
    return named("POST /v1/chat").length === 1;
  });
  expect(await chat(api)).toBe(200);
  expect(await api.stop()).toBe(0);
  expect(named("POST /v1/chat")).toHaveLength(2);
});

it("answers and ends as usual with a collector that never answers", async () => {
  collector.behave("silent");
  const api = await started("api");
  expect(await chat(api)).toBe(200);
  expect(await chat(api)).toBe(200);
  expect(await api.stop()).toBe(0);
});
