import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  assertFails,
  initializeTestEnvironment,
  type RulesTestContext,
  type RulesTestEnvironment,
} from "@firebase/rules-unit-testing";
import { projectRoot } from "../../shared/project-root.ts";
import { skipped } from "../skipped.ts";
import { type FirebaseSuite, missingFor, startFirebaseSuite } from "./firebase-suite.ts";

const missing = missingFor(["storage"]);

if (missing === undefined) {
  let suite: FirebaseSuite;
  let environment: RulesTestEnvironment;

  beforeAll(async () => {
    suite = await startFirebaseSuite(["storage"]);
    const [host = "", port] = suite.addresses.storage.split(":");
    const rules = readFileSync(join(projectRoot, "storage.rules"), "utf8");
    environment = await initializeTestEnvironment({
      projectId: "demo-agent-platform",
      storage: { host, port: Number(port), rules },
    });
    await environment.withSecurityRulesDisabled(async (trusted) => {
      await trusted.storage().ref("tenants/acme/report.txt").putString("theirs");
    });
  });
  afterAll(async () => {
    await environment?.cleanup();
    await suite?.close();
  });

  const callers: Readonly<Record<string, () => RulesTestContext>> = {
    "a stranger": () => environment.unauthenticatedContext(),
    "a tenant's operator": () =>
      environment.authenticatedContext("operator", { client_id: "acme", roles: ["operator"] }),
    "a user who claims to be an administrator": () =>
      environment.authenticatedContext("admin", { roles: ["admin"], admin: true }),
  };

  describe.each(Object.entries(callers))("storage.rules refuse %s", (_, caller) => {
    const file = (path: string) => caller().storage().ref(path);

    test.each(["tenants/acme/report.txt", "tenants/other/report.txt", "anything"])(
      "to read, write or delete %s",
      async (path) => {
        await assertFails(file(path).getMetadata());
        await assertFails(file(path).getDownloadURL());
        await assertFails(Promise.resolve(file(path).putString("mine")));
        await assertFails(file(path).delete());
      },
    );

    test.each(["/", "tenants", "tenants/acme"])("to list %s", async (path) => {
      await assertFails(file(path).listAll());
      await assertFails(file(path).list({ maxResults: 1 }));
    });
  });
} else {
  skipped(missing);
}
