import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FoundLiveKit } from "../../emulators/livekit/find.ts";
import { type LiveKit, localKeys, startLiveKit } from "../../emulators/livekit/start.ts";
import { freePort } from "../../emulators/server-process.ts";
import { compose } from "../../functions/app/compose.ts";
import { runEngines } from "../../functions/app/run-engines.ts";
import { openEndpoints } from "../../functions/endpoints/index.ts";
import { callsEngine } from "../../functions/engines/calls/index.ts";
import { mount } from "../../functions/hosts/local/mount.ts";
import { minimalYaml } from "../../shared/config/minimal-config.fixture.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { issueToken } from "../../shared/security/tokens/tokens.ts";
import { createLogger } from "../../shared/telemetry/log.ts";

/** The control plane of calls in this process, and a real LiveKit server that reports to it. */
export interface CallProduct {
  readonly url: string;
  readonly livekit: LiveKit;
  readonly platform: Platform;
  readonly tenantId: TenantId;
  /** Calls the API as the tenant's admin. */
  api<T>(method: string, path: string, body?: object): Promise<{ readonly status: number; readonly body: T }>;
  close(): Promise<void>;
}

const secrets: Readonly<Record<string, string>> = {
  JWT_SECRET: "j".repeat(40),
  CALL_METADATA_SECRET: "m".repeat(40),
  LIVEKIT_API_KEY: localKeys.apiKey,
  LIVEKIT_API_SECRET: localKeys.apiSecret,
};

const channels = `  channels:
    input:
      - { type: web_voice }
      - { type: web_chat }
      - { type: voice, config: { phone_numbers: ["+912212345678"] } }
  voice: { outbound: { hours: { from: "00:00", to: "23:59" } } }
`;

export async function startCallProduct(
  found: FoundLiveKit,
  options: { readonly sip?: boolean } = {},
): Promise<CallProduct> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), "call-product-"));
  const environment = readEnvironment({ NODE_ENV: "test", LIVEKIT_URL: `ws://127.0.0.1:${port}` });
  const platform = openEmbedded({ dataDir, secrets: (_scope, name) => secrets[name] });
  const log = createLogger({ level: "silent" });
  const engines = [callsEngine];
  const composition = compose({ engines, environment, platform, publicUrl: url, log });
  const tenantId = TenantId.parse("client_1");
  const yaml = minimalYaml({ clientId: tenantId, more: channels });
  const pushed = await composition.configs.push(tenantId, "main", yaml, { by: "test", activate: true });
  if (!pushed.ok) throw new Error(pushed.problems.map(({ message }) => message).join("\n"));
  const running = await runEngines(engines, composition);
  server.on("request", mount(await openEndpoints({ composition, engines, access: { clients: async () => [] } })));
  const livekit = await startLiveKit(found, { ...options, port, webhookUrl: `${url}/webhooks/livekit` });
  const token = await issueToken(
    { keys: platform.keys, now: () => new Date() },
    { subject: "asha", tenantId, roles: ["admin"], lifetimeSeconds: 3_600 },
  );
  return {
    url,
    livekit,
    platform,
    tenantId,
    async api<T>(method: string, path: string, body?: object) {
      const json = body && { "Content-Type": "application/json" };
      const headers = { Authorization: `Bearer ${token}`, ...json };
      const response = await fetch(url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
      return { status: response.status, body: (await response.json()) as T };
    },
    async close() {
      running.stop();
      await livekit.stop();
      server.closeAllConnections();
      server.close();
      await platform.close(2_000);
      rmSync(dataDir, { recursive: true });
    },
  };
}
