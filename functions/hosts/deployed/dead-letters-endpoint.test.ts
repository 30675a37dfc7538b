import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironment } from "../../../shared/environment.ts";
import { messageReceived } from "../../../shared/events/index.ts";
import type { DeadLetter, Envelope, Subscription } from "../../../shared/platform/bus.ts";
import { silentLog } from "../../../shared/platform/embedded/log.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { deadLetterEndpoint } from "../../../shared/platform/gcp/events/push-endpoint.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { sealedPlatform } from "../../../shared/platform/sealing/sealed.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { compose } from "../../app/compose.ts";
import { engines } from "../../index.ts";
import { deadLettersEndpoint } from "./dead-letters-endpoint.ts";

/** What Pub/Sub gave up on, because a process died at every attempt: somebody still waits for an answer. */

const florist = TenantId.parse("florist");
let folder: string;
let ground: Platform;
let published: Envelope[];
let buried: Omit<DeadLetter, "id">[];
let subscribed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dead-letters-"));
  ground = openEmbedded({ dataDir: folder });
  [published, buried, subscribed] = [[], [], []];
});
afterEach(async () => {
  await ground.close(100);
  rmSync(folder, { recursive: true });
});

/** The function as it is deployed, on a platform with pushes. */
async function serve() {
  const subscriptions = new Map<string, Subscription>();
  const settings = {
    deadLetters: {
      add: async (_id: string, letter: Omit<DeadLetter, "id">) => void buried.push(letter),
      list: async () => ({ items: [] }),
      find: async () => undefined,
      discard: async () => undefined,
    },
    log: silentLog,
    now: Date.now,
    isExpected: undefined,
  };
  const platform = sealedPlatform({
    ...ground,
    bus: {
      ...ground.bus,
      publish: async (envelopes) => void published.push(...envelopes),
      subscribe(subscription) {
        subscribed.push(subscription.name);
        subscriptions.set(subscription.name, subscription);
      },
    },
    endpoints: {
      push: () => async () => undefined,
      task: async () => undefined,
      deadLetters: (subscribe) =>
        deadLetterEndpoint(settings, async (name) => {
          if (!subscriptions.has(name)) await subscribe(name);
          return subscriptions.get(name);
        }),
    },
  });
  const log = createLogger({ level: "silent" });
  const environment = readEnvironment({ DATA_DIR: folder });
  const composition = compose({ engines, environment, platform, publicUrl: "https://agency.example", log });
  const endpoint = await deadLettersEndpoint({ engines, composition: async () => composition });
  const server = createServer((request, response) => void endpoint(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { platform, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

const message = {
  conversationId: "c1",
  messageId: "m1",
  channel: "whatsapp",
  accountAddress: "+14155238886",
  customerAddress: "+919812345678",
  customerName: "Meera",
  text: "क्या आज गुलाब मिलेंगे?",
  attachments: [],
  choiceId: null,
  thread: null,
  configName: null,
} as const;

/** As Pub/Sub moves it to the dead-letter topic: sealed, as it was published. */
async function push(platform: Platform, url: string, subscription: string): Promise<number> {
  const received = { id: "e1", tenantId: florist, key: "c1", at: new Date("2026-11-29T08:00:00Z") };
  published.length = 0;
  await platform.bus.publish([envelopeOf(messageReceived, { ...received, data: { ...message, attachments: [] } })]);
  const data = Buffer.from(JSON.stringify(published.pop())).toString("base64");
  const attributes = {
    CloudPubSubDeadLetterSourceSubscription: subscription,
    CloudPubSubDeadLetterSourceDeliveryCount: "60",
  };
  const body = JSON.stringify({ message: { messageId: "p1", data, attributes } });
  return (await fetch(url, { method: "POST", body })).status;
}

test("a message whose turn died at every attempt is handed over, once for all its dead letters", async () => {
  const { platform, server, url } = await serve();
  const opened: Envelope[] = [];
  for (let delivery = 1; delivery <= 2; delivery += 1) {
    expect(await push(platform, url, "conversation-turn")).toBe(204);
    opened.push(...published);
  }
  server.close();
  expect(opened).toMatchObject([
    { type: "turn-failed", tenantId: "florist", key: "c1", causationId: "e1" },
    { type: "turn-failed", tenantId: "florist", key: "c1", causationId: "e1" },
  ]);
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
  // The customer's words stay sealed.
  expect(JSON.stringify(opened)).not.toContain("गुलाब");
  expect(buried).toMatchObject([{ subscription: "conversation-turn", attempts: 60 }, { attempts: 60 }]);
  expect(subscribed).toEqual(["conversation-turn"]);
});

test("a dead letter of a step that is no more, or that nobody waits for, is only recorded", async () => {
  const { platform, server, url } = await serve();
  for (const name of ["a-step-that-is-gone", "webhooks-message-received"]) {
    expect(await push(platform, url, name)).toBe(204);
    expect(published).toEqual([]);
  }
  server.close();
  expect(buried.map(({ subscription }) => subscription)).toEqual(["a-step-that-is-gone", "webhooks-message-received"]);
});
