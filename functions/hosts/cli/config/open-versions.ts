import { surroundingsOf } from "../../../../shared/config/reading/surroundings.ts";
import { type ConfigVersions, configVersions } from "../../../../shared/config/versions/versions.ts";
import { readEnvironment } from "../../../../shared/environment.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";

export function openVersions({ documents, bus, keys }: Platform): ConfigVersions {
  return configVersions({
    documents,
    bus,
    hasSecret: async (tenantId, name) => (await keys.secret(tenantId, name)) !== undefined,
    around: surroundingsOf(readEnvironment()),
    now: () => new Date(),
    // The verbs report their own results.
    log: createLogger({ level: "warn", destination: process.stderr }),
  });
}

/** The given name, or the name of the client's default configuration. */
export async function nameOrDefault(
  versions: ConfigVersions,
  tenantId: TenantId,
  name: string | undefined,
): Promise<string> {
  return name ?? (await versions.pointers(tenantId))?.defaultName ?? "default";
}
