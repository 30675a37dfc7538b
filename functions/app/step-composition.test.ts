import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironment } from "../../shared/environment.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { platformScope, TenantId } from "../../shared/platform/tenant.ts";
import { createLogger } from "../../shared/telemetry/log.ts";
import { type Composition, compose } from "./compose.ts";
import { registered } from "./engine.ts";
import { calling, type Instances, recording } from "./instances.ts";

const bakery = TenantId.parse("bakery");
let folder: string;
let platform: Platform;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "step-composition-"));
  platform = openEmbedded({ dataDir: folder, secrets: (scope, name) => `${name} of ${scope}` });
});
afterEach(async () => {
  await platform.close(100);
  rmSync(folder, { recursive: true });
});

/** What a step with these instances reads while it is loaded. */
async function readBy(instances: Instances, scope: TenantId): Promise<string | undefined> {
  const environment = readEnvironment({ DATA_DIR: folder });
  const log = createLogger({ level: "silent" });
  const composition = compose({ engines: [], environment, platform, publicUrl: "https://agency.example", log });
  let read: string | undefined;
  await registered("bakery-step", instances, async ({ platform: { keys } }: Composition) => {
    read = await keys.secret(scope, "OVEN_TOKEN");
    return { name: "bakery-step" };
  }).load(composition);
  return read;
}

it("lets a step read a tenant's secret only with the role that production grants", async () => {
  expect(await readBy(calling, bakery)).toBe("OVEN_TOKEN of bakery");
  await expect(readBy(recording, bakery)).rejects.toThrow("bakery-step reads the secret OVEN_TOKEN");
});

it("leaves the platform's own secrets to their own permissions", async () => {
  expect(await readBy(recording, platformScope)).toBe("OVEN_TOKEN of _platform");
});
