import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGemini } from "../../emulators/gemini.ts";
import { findEmulators } from "../../emulators/google/find.ts";
import { anyPorts, type GoogleStack, startGoogleStack } from "../../emulators/google/start.ts";
import type { StandIn } from "../../emulators/http.ts";
import { conversations } from "../../functions/engines/conversation/conversations.ts";
import type { Envelope } from "../../shared/platform/bus.ts";
import { type GcpPlatform, openGcp } from "../../shared/platform/gcp/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealed.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { packagesIn } from "./built-packages.ts";
import { startFunction } from "./function-process.ts";
import { pushExample, tenantId } from "./seed.ts";

process.env.METADATA_SERVER_DETECTION = "none"; // Google's clients would otherwise query the metadata server
const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);
const built = "dist-functions-google-test";
const source = join(projectRoot, built);
const project = { projectId: "demo-deployment", location: "asia-south1", bucket: "deployment", queue: "deployment" };

if (emulators.found) {
  const dataDir = mkdtempSync(join(tmpdir(), "deployment-google-"));
  let stack: GoogleStack;
  let gemini: StandIn;
  let platform: GcpPlatform;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(projectRoot, "functions/hosts/build/main.ts"), built]);
    stack = await startGoogleStack(emulators, anyPorts);
    gemini = await startGemini({ port: 0 });
    platform = await openGcp({ ...project, emulators: { ...stack, dataDir } });
    await pushExample(sealedPlatform(platform).documents);
  });

  afterAll(async () => {
    await platform?.close(1_000);
    await gemini?.close();
    await stack?.close();
    rmSync(dataDir, { recursive: true });
    rmSync(source, { recursive: true, force: true });
  });

  const started = (target: string) =>
    startFunction({
      source,
      target,
      recordsModules: true,
      environment: {
        PLATFORM: "gcp",
        GOOGLE_CLOUD_PROJECT: project.projectId,
        GCP_LOCATION: project.location,
        GCP_BUCKET: project.bucket,
        GCP_QUEUE: project.queue,
        FIRESTORE_EMULATOR_HOST: stack.firestore,
        PUBSUB_EMULATOR_HOST: stack.pubsub,
        CLOUD_TASKS_EMULATOR_HOST: stack.tasks,
        STORAGE_EMULATOR_HOST: stack.storage,
        METADATA_SERVER_DETECTION: "none",
        DATA_DIR: dataDir,
        LOG_LEVEL: "warn",
        GEMINI_API_KEY: "any key",
        GEMINI_BASE_URL: gemini.url,
      },
    });

  /** Each shape of deployment: the service that handles turns, and where Pub/Sub pushes them. */
  const shapes = [
    ["turn step", "conversation-turn", "/"],
    ["conversation engine", "engine-conversation", "/steps/conversation-turn"],
  ] as const;

  test.each(shapes)("the built %s handles a Pub/Sub push once", async (_, target, path) => {
    const received = { ...messageReceived, id: `pushed to ${target}`, key: target };
    const step = await started(target);
    try {
      const push = JSON.stringify(await pushOf({ ...received, data: { ...message, conversationId: target } }));
      for (const delivery of ["first", "again"]) {
        const answer = await step.firstAnswer(path, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: push,
        });
        expect({ delivery, status: answer.status, output: step.output() }).toMatchObject({ delivery, status: 204 });
      }
      const conversation = await sealedPlatform(platform).documents.get(tenantId, conversations.collection, target);
      expect(conversation?.data.state).toMatchObject({ turnCount: 1, status: "active" });
      const packages = packagesIn(step, source);
      for (const used of ["@google-cloud/firestore", "@langchain/langgraph", "@google/genai"])
        expect(packages).toContain(used);
      for (const unused of ["@google-cloud/tasks", "@google-cloud/storage", "twilio"])
        expect(packages).not.toContain(unused);
      expect(await step.stop()).toBe(0);
    } finally {
      await step.stop();
    }
  });

  test("an engine refuses what is pushed to none of its steps", async () => {
    const engine = await started("engine-conversation");
    try {
      const pushed = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" };
      for (const path of ["/", "/steps/", "/steps/payments-open", "/steps/conversation-turn/"])
        expect([path, (await engine.firstAnswer(path, pushed)).status]).toEqual([path, 404]);
    } finally {
      await engine.stop();
    }
  });

  test("the built dead-letter function lists events that Pub/Sub dead-lettered", async () => {
    const collector = await started("dead-letters");
    try {
      const { message } = await pushOf(messageReceived);
      const attributes = {
        CloudPubSubDeadLetterSourceSubscription: "conversation-turn",
        CloudPubSubDeadLetterSourceDeliveryCount: "60",
      };
      const answer = await collector.firstAnswer("/", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ message: { ...message, attributes } }),
      });
      expect({ status: answer.status, output: collector.output() }).toMatchObject({ status: 204 });
      const { items } = await sealedPlatform(platform).bus.deadLetters.list(tenantId, { limit: 10 });
      expect(items).toMatchObject([{ subscription: "conversation-turn", attempts: 60, envelope: messageReceived }]);
    } finally {
      await collector.stop();
    }
  });

  const message = {
    conversationId: "c-pushed",
    messageId: "m-pushed",
    channel: "web_chat",
    accountAddress: null,
    customerAddress: "a visitor",
    customerName: null,
    text: "Hello, who are you?",
    attachments: [],
    choiceId: null,
    thread: null,
    configName: null,
  };
  const messageReceived: Envelope = {
    id: "pushed-1",
    type: "message-received",
    tenantId,
    key: "c-pushed",
    causationId: null,
    occurredAt: new Date().toISOString(),
    data: message,
  };

  /** The event, sealed as the platform publishes it, in Pub/Sub's push envelope. */
  async function pushOf(event: Envelope) {
    const published: Envelope[] = [];
    const publish = async (envelopes: readonly Envelope[]) => void published.push(...envelopes);
    await sealedPlatform({ ...platform, bus: { ...platform.bus, publish } }).bus.publish([event]);
    const data = Buffer.from(JSON.stringify(published[0])).toString("base64");
    return {
      message: { data, messageId: "1", attributes: {}, publishTime: event.occurredAt },
      subscription: `projects/${project.projectId}/subscriptions/conversation-turn`,
      deliveryAttempt: 1,
    };
  }
} else {
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
}
