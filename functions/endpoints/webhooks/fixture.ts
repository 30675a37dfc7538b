import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minimalYaml } from "../../../shared/config/minimal-config.fixture.ts";
import { configVersions } from "../../../shared/config/versions/versions.ts";
import type { Envelope } from "../../../shared/platform/bus.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import type { Keys } from "../../../shared/platform/keys.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { serveFunction } from "../http/test-server.ts";
import { webhooksFunction } from "./index.ts";

/** Served webhooks of several tenants, with the published events. */
export interface ServedWebhooks {
  readonly url: string;
  readonly platform: EmbeddedPlatform;
  readonly published: Envelope[];
  readonly lines: string[];
  close(): Promise<void>;
}

export const publicUrl = "https://agency.example";

/** Opens the endpoint on a new platform. The YAML in `tenants` is added under `automation_config`. */
export async function serveWebhooks(how: {
  readonly tenants: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly now?: () => Date;
  readonly liveKitUrl?: string;
  readonly liveKitSipHost?: string;
  /** The source of secrets instead of `secrets`. */
  readonly secretsFrom?: Pick<Keys, "secret">;
}): Promise<ServedWebhooks> {
  const { now = () => new Date() } = how;
  const dataDir = mkdtempSync(join(tmpdir(), "webhooks-"));
  const platform = withTestIds(openEmbedded({ dataDir, secrets: (scope, name) => how.secrets[scope]?.[name] }));
  const lines: string[] = [];
  const log = createLogger({ level: "debug", destination: { write: (line) => lines.push(line) } });
  const configs = configVersions({ documents: platform.documents, now, log });
  for (const [clientId, more] of Object.entries(how.tenants)) {
    const yaml = minimalYaml({ clientId, more });
    const pushed = await configs.push(TenantId.parse(clientId), "main", yaml, { by: "test", activate: true });
    if (!pushed.ok) throw new Error(pushed.problems.map(({ message }) => message).join("\n"));
  }
  const published: Envelope[] = [];
  const bus = { ...platform.bus, publish: async (sent: readonly Envelope[]) => void published.push(...sent) };
  const server = await serveFunction(
    webhooksFunction({
      platform: { ...platform, bus, keys: { ...platform.keys, ...how.secretsFrom } },
      configs,
      environment: { LIVEKIT_URL: how.liveKitUrl, LIVEKIT_SIP_HOST: how.liveKitSipHost },
      publicUrl,
      log,
      now,
    }),
  );
  return {
    url: server.url,
    platform,
    published,
    lines,
    async close() {
      await server.close();
      await platform.close(100);
      rmSync(dataDir, { recursive: true });
    },
  };
}
