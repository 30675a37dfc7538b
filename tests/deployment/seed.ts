import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configVersions } from "../../shared/config/versions/versions.ts";
import { readEnvironment } from "../../shared/environment.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import { openPlatform } from "../../shared/platform/open.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { issueToken } from "../../shared/security/tokens/tokens.ts";
import { createLogger } from "../../shared/telemetry/log.ts";

export const tenantId = TenantId.parse("client_123");

/** Stores and activates the example tenant's configuration, modified by `changed`. */
export async function pushExample(documents: Documents, changed = (yaml: string) => yaml) {
  const yaml = changed(readFileSync(join(projectRoot, "config/tenants/client_123.yaml"), "utf8"));
  const configs = configVersions({ documents, now: () => new Date(), log: createLogger({ level: "silent" }) });
  const pushed = await configs.push(tenantId, "default", yaml, { by: "test", activate: true });
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.problems));
  return configs;
}

/** Initialises `dataDir` as an embedded platform with the example tenant, for functions that use `jwtSecret`. */
export async function seed(dataDir: string) {
  const jwtSecret = "a secret that only this test knows";
  const platform = await openPlatform(readEnvironment({ DATA_DIR: dataDir }), { secrets: () => jwtSecret });
  await pushExample(platform.documents);
  const token = await issueToken(
    { keys: platform.keys, now: () => new Date() },
    { subject: "test", tenantId, roles: ["service"], lifetimeSeconds: 3_600 },
  );
  await platform.close(1_000);
  return { tenantId, token, jwtSecret };
}
