import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { startGemini } from "../../emulators/gemini.ts";
import { findEmulators } from "../../emulators/google/find.ts";
import type { StandIn } from "../../emulators/http.ts";
import { conversations } from "../../functions/engines/conversation/conversations.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { packagesIn } from "./built-packages.ts";
import { startFunction } from "./function-process.ts";
import { messageReceived, startGoogleFunctions } from "./google-functions.ts";
import { pushExample, tenantId } from "./seed.ts";

process.env.METADATA_SERVER_DETECTION = "none"; // Google's clients would otherwise query the metadata server
const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);
const built = "dist-functions-google-test";
const source = join(projectRoot, built);

if (emulators.found) {
  let google: Awaited<ReturnType<typeof startGoogleFunctions>>;
  let gemini: StandIn;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(projectRoot, "functions/hosts/build/main.ts"), built]);
    google = await startGoogleFunctions(emulators);
    gemini = await startGemini({ port: 0 });
    await pushExample(google.platform.documents);
  });

  afterAll(async () => {
    await google?.close();
    await gemini?.close();
    rmSync(source, { recursive: true, force: true });
  });

  const started = (target: string) =>
    startFunction({
      source,
      target,
      recordsModules: true,
      environment: {
        ...google.environment,
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
    const step = await started(target);
    try {
      const push = JSON.stringify(await google.pushOf(messageReceived(target, new Date())));
      for (const delivery of ["first", "again"]) {
        const answer = await step.firstAnswer(path, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: push,
        });
        expect({ delivery, status: answer.status, output: step.output() }).toMatchObject({ delivery, status: 204 });
      }
      const conversation = await google.platform.documents.get(tenantId, conversations.collection, target);
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
      const event = messageReceived("c-dead", new Date());
      const { message } = await google.pushOf(event);
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
      const { items } = await google.platform.bus.deadLetters.list(tenantId, { limit: 10 });
      expect(items).toMatchObject([{ subscription: "conversation-turn", attempts: 60, envelope: event }]);
    } finally {
      await collector.stop();
    }
  });
} else {
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
}
