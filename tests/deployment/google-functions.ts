import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FoundEmulators } from "../../emulators/google/find.ts";
import { anyPorts, startGoogleStack } from "../../emulators/google/start.ts";
import type { Envelope } from "../../shared/platform/bus.ts";
import { openGcp } from "../../shared/platform/gcp/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { tenantId } from "./seed.ts";

const project = { projectId: "demo-deployment", location: "asia-south1", bucket: "deployment", queue: "deployment" };

/** Google's emulators, for functions that run with `environment` and are sent events by `push`. */
export async function startGoogleFunctions(found: FoundEmulators) {
  const dataDir = mkdtempSync(join(tmpdir(), "deployment-google-"));
  const stack = await startGoogleStack(found, anyPorts);
  const platform = await openGcp({ ...project, emulators: { ...stack, dataDir } });
  const sealed = sealedPlatform(platform);

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

  return {
    platform: sealed,
    pushOf,
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
    },
    async close(): Promise<void> {
      await platform.close(1_000);
      await stack.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** A customer's message in the web chat, as its own conversation. */
export function messageReceived(conversationId: string, occurredAt: Date): Envelope {
  return {
    id: `message of ${conversationId}`,
    type: "message-received",
    tenantId,
    key: conversationId,
    causationId: null,
    occurredAt: occurredAt.toISOString(),
    data: {
      conversationId,
      messageId: `m-${conversationId}`,
      channel: "web_chat",
      accountAddress: null,
      customerAddress: "a visitor",
      customerName: null,
      text: "Hello, who are you?",
      attachments: [],
      choiceId: null,
      thread: null,
      configName: null,
    },
  };
}
