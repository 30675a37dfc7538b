import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startNode } from "../flows/stage/node-process.ts";
import { type FirebaseSuite, missingFor, startFirebaseSuite } from "../security-rules/firebase-suite.ts";
import { skipped } from "../skipped.ts";

const missing = missingFor(["firestore", "pubsub"]);

if (missing === undefined) {
  let suite: FirebaseSuite;
  const dataDir = mkdtempSync(join(tmpdir(), "firebase-host-"));

  beforeAll(async () => {
    suite = await startFirebaseSuite(["firestore", "pubsub"]);
  });
  afterAll(async () => {
    await suite?.close();
    rmSync(dataDir, { recursive: true });
  });

  const documents = (path: string) =>
    `http://${suite.addresses.firestore}/v1/projects/demo-agent-platform/databases/(default)/documents/${path}`;
  /** Acts as a service account, which security rules do not restrict. */
  const owner = { headers: { Authorization: "Bearer owner" } };

  test("firebase emulators:start enforces firestore.rules on clients", async () => {
    const read = await fetch(documents("tenants/client_123/conversations"));
    const write = await fetch(documents("anything"), { method: "POST", body: "{}" });
    expect([read.status, write.status]).toEqual([403, 403]);
  });

  test("firebase emulators:start uses the Pub/Sub port of firebase.json", async () => {
    const topic = `http://${suite.addresses.pubsub}/v1/projects/demo-agent-platform/topics/by-hand`;
    expect((await fetch(topic, { method: "PUT" })).status).toBe(200);
  });

  test("the product answers a customer on emulators that firebase-tools started", async () => {
    const host = startNode(
      "functions/hosts/local/main.ts",
      ["--platform", "gcp-emulators", "--port", "0", "--data-dir", dataDir],
      { FIRESTORE_EMULATOR_HOST: suite.addresses.firestore, PUBSUB_EMULATOR_HOST: suite.addresses.pubsub },
    );
    const url = await host.printed(/^ready (http\S+)/m);
    const token = await host.printed(/token +(\S+)/);
    const answer = await fetch(`${url}/v1/chat`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ client_id: "client_123", session_id: "first", message: "What does a thyroid test cost?" }),
    });
    const { conversation_id: id, reply } = (await answer.json()) as { conversation_id: string; reply: string };
    expect({ status: answer.status, reply }).toEqual({ status: 200, reply: expect.stringMatching(/\w/) });
    const kept = await fetch(documents(`tenants/client_123/conversations/${id}`), owner);
    expect(kept.status).toBe(200);
    expect(await host.signal("SIGTERM")).toBe(0);
  });
} else {
  skipped(missing);
}
