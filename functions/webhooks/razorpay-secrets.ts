import { z } from "zod";
import type { ConfigVersions } from "../../shared/config/versions.ts";
import type { Keys } from "../../shared/platform/keys.ts";
import type { TenantId } from "../../shared/platform/tenant.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import { secretName } from "../../shared/tools/secret-reference.ts";

const WithWebhookSecret = z.object({ webhook_secret: z.string() });

/** The webhook secrets that a tenant's active configurations name, read from the keys port. */
export function configuredWebhookSecrets(ports: {
  readonly keys: Keys;
  readonly configs: Pick<ConfigVersions, "parsed" | "pointers">;
  readonly log: Logger;
}): (tenantId: TenantId) => Promise<readonly string[]> {
  const { keys, configs, log } = ports;
  return async (tenantId) => {
    const active = Object.entries((await configs.pointers(tenantId))?.byName ?? {});
    const secrets = active.map(async ([name, { version }]) => {
      const config = await configs.parsed(tenantId, name, version);
      const named = config.integrations.available.flatMap((integration) => {
        const given = integration.type === "payment" ? WithWebhookSecret.safeParse(integration.config) : undefined;
        return given?.success ? [secretName(given.data.webhook_secret)] : [];
      });
      const read = await Promise.all(named.map((secret) => keys.secret(tenantId, secret)));
      // That a secret is not set is ours to know, not the caller's.
      if (read.includes(undefined)) log.error({ tenantId, secrets: named }, "A tenant's webhook secret is not set");
      return read.flatMap((secret) => secret ?? []);
    });
    return [...new Set((await Promise.all(secrets)).flat())];
  };
}
