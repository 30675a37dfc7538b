import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  assertFails,
  initializeTestEnvironment,
  type RulesTestContext,
  type RulesTestEnvironment,
} from "@firebase/rules-unit-testing";
import { setLogLevel } from "firebase/firestore";
import { findEmulators } from "../../emulators/google/find.ts";
import { type Emulator, launchFirestore } from "../../emulators/google/launch.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { skipped } from "../skipped.ts";

const found = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

if (found.found) {
  let emulator: Emulator;
  let environment: RulesTestEnvironment;

  beforeAll(async () => {
    setLogLevel("silent"); // it would log every rejection
    emulator = await launchFirestore(found, { port: 0 });
    const [host = "", port] = emulator.address.split(":");
    const rules = readFileSync(join(projectRoot, "firestore.rules"), "utf8");
    environment = await initializeTestEnvironment({
      projectId: "demo-rules",
      firestore: { host, port: Number(port), rules },
    });
    await environment.withSecurityRulesDisabled(async (trusted) => {
      const store = trusted.firestore();
      await store.doc("tenants/acme/conversations/one").set({ json: "{}" });
      await store.doc("tenants/other/conversations/two").set({ json: "{}" });
    });
  });
  afterAll(async () => {
    await environment?.cleanup();
    await emulator?.close();
  });

  const callers: Readonly<Record<string, () => RulesTestContext>> = {
    "a stranger": () => environment.unauthenticatedContext(),
    "a signed-in user": () => environment.authenticatedContext("user"),
    "a tenant's operator": () =>
      environment.authenticatedContext("operator", { client_id: "acme", roles: ["operator"] }),
    "a user who claims to be an administrator": () =>
      environment.authenticatedContext("admin", { roles: ["admin"], admin: true }),
  };

  describe.each(Object.keys(callers))("firestore.rules refuse %s", (caller) => {
    const store = () =>
      (callers[caller] ?? callers["a stranger"])?.().firestore() as ReturnType<RulesTestContext["firestore"]>;

    test.each(["tenants/acme", "tenants/acme/conversations/one", "tenants/_platform/routes/r", "anything/else"])(
      "to read, write or delete %s",
      async (path) => {
        await assertFails(store().doc(path).get());
        await assertFails(store().doc(path).set({ json: "{}" }));
        await assertFails(store().doc(path).delete());
      },
    );

    test.each(["tenants", "tenants/acme/conversations", "tenants/other/conversations"])("to list %s", async (path) => {
      await assertFails(store().collection(path).get());
      await assertFails(store().collection(path).limit(1).get());
      await assertFails(store().collection(path).add({ json: "{}" }));
    });

    test("to query every tenant's documents at once", async () => {
      await assertFails(store().collectionGroup("conversations").get());
      await assertFails(store().collectionGroup("conversations").where("json", "==", "{}").limit(1).get());
    });
  });
} else {
  skipped(found.notice);
}
