import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Composition, compose } from "../../functions/app/compose.ts";
import { runEngines } from "../../functions/app/run-engines.ts";
import { openEndpoints } from "../../functions/endpoints/index.ts";
import { mount } from "../../functions/hosts/local/mount.ts";
import { engines } from "../../functions/index.ts";
import type { Agent } from "../../shared/agent/agent.ts";
import { readEnvironment } from "../../shared/environment.ts";
import type { Models } from "../../shared/models/model.ts";
import { type Counts, countedPlatform } from "../../shared/platform/counted.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { issueToken } from "../../shared/security/tokens/tokens.ts";
import { createLogger } from "../../shared/telemetry/log.ts";
import { logTrace } from "../../shared/telemetry/log-trace.ts";
import { startTracing } from "../../shared/telemetry/tracing.ts";

export const tenantId = TenantId.parse("client_123");

/** The whole product in this process, on functions-framework and real HTTP, with its own data folder. */
export interface Product {
  readonly url: string;
  readonly token: string;
  readonly dataDir: string;
  readonly composition: Composition;
  /** Platform operations since the last `reset`. */
  counts(): Readonly<Counts>;
  /** HTTP requests since the last `reset`. */
  requests(): number;
  reset(): void;
  close(): Promise<void>;
}

const secrets: Readonly<Record<string, string>> = {
  JWT_SECRET: "a secret used only by this benchmark",
  GEMINI_API_KEY: "a key of this benchmark",
  TWILIO_ACCOUNT_SID: "ACbenchmark",
  TWILIO_AUTH_TOKEN: "benchmark-auth-token",
};
export const benchmarkSecret = (_scope: TenantId, name: string): string | undefined => secrets[name];
export const twilioAuthToken = "benchmark-auth-token";

/** Opens the product with the example tenant. `yaml` may change the tenant's configuration. */
export async function openProduct(options: {
  /** Replaces Gemini. */
  readonly models?: Models;
  readonly geminiBaseUrl?: string;
  /** Replaces the product's agent. */
  readonly agent?: Agent;
  readonly twilioBaseUrl?: string;
  readonly yaml?: (text: string) => string;
  /** Kept at the end, with its configuration. Without it, a temporary folder is created and removed. */
  readonly dataDir?: string;
  /** True if the folder already has a configuration. Nothing is then read before the first request. */
  readonly configured?: boolean;
  readonly logLevel?: "info" | "error";
  /** Replaces standard output for the log. */
  readonly logTo?: { write(line: string): void };
  readonly tracing?: { readonly endpoint: string; readonly ratio: number };
  /** Replaces the embedded platform. Must not be sealed. Closed at the end. */
  readonly platform?: Platform;
}): Promise<Product> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "bench-"));
  const environment = readEnvironment({
    DATA_DIR: dataDir,
    LOG_LEVEL: options.logLevel ?? "info",
    RATE_LIMIT_TENANT_PER_MINUTE: "100000000",
    RATE_LIMIT_TENANT_PER_HOUR: "100000000",
    RATE_LIMIT_KEY_PER_MINUTE: "100000000",
    ...(options.geminiBaseUrl ? { GEMINI_BASE_URL: options.geminiBaseUrl } : {}),
    ...(options.tracing
      ? {
          OTEL_EXPORTER_OTLP_ENDPOINT: options.tracing.endpoint,
          OTEL_TRACES_SAMPLER_ARG: String(options.tracing.ratio),
        }
      : {}),
    ...(options.twilioBaseUrl ? { TWILIO_BASE_URL: options.twilioBaseUrl } : {}),
  });
  const log = createLogger({
    level: environment.LOG_LEVEL,
    ...logTrace(environment),
    ...(options.logTo ? { destination: options.logTo } : {}),
  });
  const tracing = await startTracing(environment, log);
  const counted = countedPlatform(options.platform ?? openEmbedded({ dataDir, secrets: benchmarkSecret, log }));
  // Counted below the seal, because sealing also reads and writes tenants' keys.
  const platform = sealedPlatform(counted.platform);

  const listener: { current: RequestListener } = { current: (_request, response) => response.writeHead(503).end() };
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    listener.current(request, response);
  });
  // As in functions/hosts/local/start.ts.
  server.keepAliveTimeout = 620_000;
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const composed = compose({
    engines,
    environment,
    platform,
    publicUrl: url,
    log,
    ...(options.models ? { models: options.models } : {}),
  });
  const composition = options.agent ? { ...composed, agent: options.agent } : composed;
  if (!options.configured) await configure(composition, options.yaml ?? ((text) => text));
  const running = await runEngines(engines, composition);
  listener.current = mount(await openEndpoints({ composition, engines, access: { clients: async () => [] } }));
  const token = await issueToken(
    { keys: platform.keys, now: composition.now },
    { subject: "benchmark", tenantId, roles: ["service", "operator"], lifetimeSeconds: 24 * 3_600 },
  );

  return {
    url,
    token,
    dataDir,
    composition,
    counts: counted.counts,
    requests: () => requests,
    reset() {
      counted.reset();
      requests = 0;
    },
    async close() {
      running.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await platform.close(1_000);
      await tracing.stop();
      if (!options.dataDir) rmSync(dataDir, { recursive: true });
    },
  };
}

async function configure({ configs }: Composition, change: (yaml: string) => string): Promise<void> {
  const yaml = change(readFileSync(join(projectRoot, "config/tenants/client_123.yaml"), "utf8"));
  const pushed = await configs.push(tenantId, "default", yaml, { by: "benchmark", activate: true });
  if (!pushed.ok) throw new Error(`The benchmark's configuration does not load: ${JSON.stringify(pushed.problems)}`);
}
