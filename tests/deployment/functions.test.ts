import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import twilio from "twilio/lib/webhooks/webhooks.js";
import { startGemini } from "../../emulators/gemini.ts";
import type { StandIn } from "../../emulators/http.ts";
import { sandboxTwilio } from "../../emulators/sandbox/twilio/twilio.ts";
import { startSandbox } from "../../emulators/sandbox.ts";
import { conversations } from "../../functions/engines/conversation/conversations.ts";
import { aConversation } from "../../functions/engines/conversation/testing/fixtures.ts";
import type { ConfigVersions } from "../../shared/config/versions/versions.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { put } from "../../shared/platform/documents.ts";
import { openPlatform } from "../../shared/platform/open.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { newOwned } from "../../shared/runtime/owned-document.ts";
import { issueToken } from "../../shared/security/tokens/tokens.ts";
import { packagesIn } from "./built-packages.ts";
import { type FunctionProcess, startFunction } from "./function-process.ts";
import { pushExample, tenantId } from "./seed.ts";

const built = "dist-functions-test";
const source = join(projectRoot, built);
const publicUrl = "https://agency.example";
const twilioAuthToken = "the token of the agency's own account";
const jwtSecret = "a secret that only this test knows";

let dataDir: string;
let gemini: StandIn;
let sandbox: StandIn;
let configs: ConfigVersions;
let platform: Platform;
let running: FunctionProcess | undefined;

beforeAll(async () => {
  execFileSync(process.execPath, [join(projectRoot, "functions/hosts/build/main.ts"), built]);
  dataDir = mkdtempSync(join(tmpdir(), "deployment-"));
  [gemini, sandbox] = await Promise.all([startGemini({ port: 0 }), startSandbox({ port: 0 })]);
  platform = await openPlatform(readEnvironment({ DATA_DIR: dataDir }), { secrets: () => jwtSecret });
  // Ending a burst would require a second function.
  configs = await pushExample(platform.documents, (yaml) => yaml.replace("whatsapp: 1500", "whatsapp: 0"));
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

afterAll(async () => {
  await platform.close(1_000);
  await Promise.all([gemini.close(), sandbox.close()]);
  rmSync(dataDir, { recursive: true });
  rmSync(source, { recursive: true });
});

async function started(target: string, environment: Record<string, string> = {}): Promise<FunctionProcess> {
  running = await launched(target, environment);
  return running;
}

function launched(target: string, environment: Record<string, string> = {}): Promise<FunctionProcess> {
  return startFunction({
    source,
    target,
    recordsModules: true,
    environment: {
      DATA_DIR: dataDir,
      LOG_LEVEL: "warn",
      JWT_SECRET: jwtSecret,
      GEMINI_API_KEY: "any key",
      GEMINI_BASE_URL: gemini.url,
      ...environment,
    },
  });
}

/** @throws Error when the condition does not hold within a minute. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`The condition never held. The function wrote: ${running?.output()}`);
    await new Promise((wait) => setTimeout(wait, 50));
  }
}

const sdks = ["@langchain/langgraph", "@google/genai", "twilio", "@google-cloud/tasks", "@google-cloud/storage"];
const sdksIn = (process: FunctionProcess) => sdks.filter((name) => packagesIn(process, source).has(name));

import.meta.jest.setTimeout(1_200_000); // Only a hang is to end the start of 270 processes.
test("every function of the manifest and every engine starts by itself and is healthy", async () => {
  const { functions, engines } = JSON.parse(readFileSync(join(projectRoot, "terraform/functions.json"), "utf8")) as {
    readonly functions: readonly Deployed[];
    readonly engines: readonly Deployed[];
  };
  const waiting = [...functions, ...engines];
  const checkRemaining = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await startAndCheck(next);
  };
  await Promise.all([checkRemaining(), checkRemaining()]);
});

type Deployed = { readonly entryPoint: string; readonly kind?: string; readonly minInstances: number };

/** Only what answers customers from instances that are kept warm loads an SDK before it is asked. */
async function startAndCheck({ entryPoint, kind, minInstances }: Deployed): Promise<void> {
  const preloaded = kind !== "http" && minInstances > 0 ? ["@langchain/langgraph", "@google/genai"] : [];
  const instance = await launched(entryPoint);
  try {
    const answer = await instance.firstAnswer("/healthz");
    const seen = { entryPoint, status: answer.status, body: await answer.json(), sdks: sdksIn(instance) };
    expect(seen).toEqual({ entryPoint, status: 200, body: { status: "ok" }, sdks: preloaded });
  } finally {
    expect({ entryPoint, code: await instance.stop() }).toEqual({ entryPoint, code: 0 });
  }
}

test("the API is healthy before it has loaded anything, and loads the agent with the first chat", async () => {
  const api = await started("api");
  await api.firstAnswer("/healthz");
  expect(packagesIn(api, source)).not.toContain("zod");

  expect((await api.firstAnswer("/readyz")).status).toBe(200);
  expect(packagesIn(api, source)).toContain("zod");
  expect(sdksIn(api)).toEqual([]);

  const { keys } = platform;
  const token = await issueToken(
    { keys, now: () => new Date() },
    { subject: "test", tenantId, roles: ["service"], lifetimeSeconds: 60 },
  );
  const answer = await api.firstAnswer("/v1/chat", {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ client_id: tenantId, session_id: "one", message: "Hello, who are you?" }),
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ status: "active", reply: expect.stringMatching(/\S/) });
  expect(sdksIn(api)).toEqual(["@langchain/langgraph", "@google/genai"]);
});

test("the API reference is served completely from its own files, compressed at build", async () => {
  const api = await started("api");
  const page = await (await api.firstAnswer("/docs")).text();
  const paths = [...page.matchAll(/(?:src|href|data-reference)="(\/docs\/[^"]+)"/g)].map(([, path]) => path ?? "");
  expect(paths).toContain("/docs/scalar.js");
  for (const path of paths) {
    const answer = await api.firstAnswer(path, { headers: { "Accept-Encoding": "gzip" } });
    const seen = { path, status: answer.status, encoding: answer.headers.get("content-encoding") };
    expect(seen).toEqual({ path, status: 200, encoding: "gzip" });
  }
});

test("later instances of a release do not parse the configuration's YAML again", async () => {
  for (const session of ["two", "three"]) {
    const api = await started("api");
    const { keys } = platform;
    const token = await issueToken(
      { keys, now: () => new Date() },
      { subject: "test", tenantId, roles: ["service"], lifetimeSeconds: 60 },
    );
    const answer = await api.firstAnswer("/v1/chat", {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ client_id: tenantId, session_id: session, message: "Hello, who are you?" }),
    });
    expect(answer.status).toBe(200);
    if (session === "three") expect(packagesIn(api, source)).not.toContain("yaml");
    await api.stop();
  }
});

test("the first request of an API instance reaches the API with its body unread", async () => {
  const api = await started("api");
  const answer = await api.firstAnswer("/v1/chat", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{ not json",
  });
  expect(answer.status).toBe(401);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
});

test("a step handles its events without loading an agent or a provider it does not need", async () => {
  const conversationId = "c-operated";
  const now = new Date().toISOString();
  await platform.documents.commit(tenantId, [
    put(conversations.collection, conversationId, newOwned(aConversation({ id: conversationId, channel: "web_chat" }))),
  ]);
  const step = await started("conversation-operate");
  await step.firstAnswer("/healthz");
  await platform.bus.publish([
    {
      id: "operated-1",
      type: "operator-acted",
      tenantId,
      key: conversationId,
      causationId: null,
      occurredAt: now,
      data: { conversationId, action: "takeover", operator: "test", text: null },
    },
  ]);
  await until(async () => {
    const stored = await platform.documents.get(tenantId, conversations.collection, conversationId);
    return stored?.data.state.status === "escalated";
  });
  expect(sdksIn(step)).toEqual([]);
});

test("the sweeper sweeps on a scheduled request", async () => {
  const sweep = await started("sweep");
  const answer = await sweep.firstAnswer("/", { method: "POST" });
  expect({ status: answer.status, body: await answer.json() }).toEqual({ status: 200, body: { swept: 0, taken: 0 } });
});

test("the console serves its page and scripts, and issues no tokens", async () => {
  const site = await started("console");
  const page = await (await site.firstAnswer("/")).text();
  const scripts = [...page.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)].map(([, path]) => path ?? "");
  expect(scripts.length).toBeGreaterThan(0);
  for (const path of [...scripts, "/console/eventsource-parser/stream.js"])
    expect({ path, status: (await site.firstAnswer(path)).status }).toEqual({ path, status: 200 });
  const session = await site.firstAnswer("/session");
  expect(await session.json()).toEqual({ issues_tokens: false, clients: [] });
});

test("the widget serves its scripts, and no demo page", async () => {
  const site = await started("widget");
  const script = await (await site.firstAnswer("/widget.js")).text();
  const [module = ""] = /\/widget\/app\/[\w-]+\/main\.js/.exec(script) ?? [];
  expect((await site.firstAnswer(module)).status).toBe(200);
  expect((await site.firstAnswer(module.replace("main.js", "words-ur.js"))).status).toBe(200);
  expect((await site.firstAnswer("/widget/demo")).status).toBe(404);
});

test("webhooks accept requests that Twilio signed, and reject others", async () => {
  const webhooks = await started("webhooks", { PUBLIC_URL: publicUrl, TWILIO_AUTH_TOKEN: twilioAuthToken });
  const path = "/webhooks/twilio/whatsapp";
  const form = { MessageSid: "SM1", From: "whatsapp:+15550001111", To: "whatsapp:+15550002222", Body: "hi" };
  const send = (signature: string) =>
    webhooks.firstAnswer(path, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature },
      body: new URLSearchParams(form).toString(),
    });
  const signature = twilio.getExpectedTwilioSignature(twilioAuthToken, publicUrl + path, form);
  expect((await send(signature)).status).toBe(200);
  expect((await send("forged")).status).toBe(403);
  expect(packagesIn(webhooks, source).size).toBeGreaterThan(0);
});

test("the turn step answers on WhatsApp through Twilio's own client", async () => {
  const step = await started("conversation-turn", {
    PUBLIC_URL: publicUrl,
    TWILIO_BASE_URL: `${sandbox.url}/twilio`,
    TWILIO_ACCOUNT_SID: sandboxTwilio.accountSid,
    TWILIO_AUTH_TOKEN: sandboxTwilio.authToken,
  });
  await step.firstAnswer("/healthz");
  const active = (await configs.active(tenantId)) ?? { name: "", version: 0 };
  const config = await configs.parsed(tenantId, active.name, active.version);
  const number = config.channels.input.flatMap((input) =>
    input.type === "whatsapp" ? [input.config.phone_number] : [],
  )[0];
  await platform.bus.publish([
    {
      id: "received-1",
      type: "message-received",
      tenantId,
      key: "c-whatsapp",
      causationId: null,
      occurredAt: new Date().toISOString(),
      data: {
        conversationId: "c-whatsapp",
        messageId: "m-1",
        channel: "whatsapp",
        accountAddress: number,
        customerAddress: "+919800000001",
        customerName: null,
        text: "Hello, who are you?",
        attachments: [],
        choiceId: null,
        thread: null,
        configName: null,
      },
    },
  ]);
  const sent = async () => {
    const answer = await fetch(`${sandbox.url}/_sandbox/requests?provider=twilio`);
    return JSON.stringify(await answer.json());
  };
  await until(async () => (await sent()).includes("919800000001"));
  expect(sdksIn(step)).toEqual(["@langchain/langgraph", "@google/genai", "twilio"]);
});

test("a step reports missing environment variables at its start", async () => {
  const step = await started("conversation-turn", { NODE_ENV: "production" });
  await expect(step.firstAnswer("/healthz")).rejects.toThrow(/Set PLATFORM=gcp/);
});
