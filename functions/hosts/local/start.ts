import { rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { formatProblems } from "../../../shared/config/index.ts";
import { type Environment, environmentSecret, readEnvironment } from "../../../shared/environment.ts";
import { openPlatform } from "../../../shared/platform/open.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { issueToken } from "../../../shared/security/tokens/tokens.ts";
import { createLogger, type Logger } from "../../../shared/telemetry/log.ts";
import { logTrace } from "../../../shared/telemetry/log-trace.ts";
import { startTracing } from "../../../shared/telemetry/tracing.ts";
import { embeddedSpeechParts } from "../../../voice-runner/providers/embedded/installed-parts.ts";
import { type Composition, compose } from "../../app/compose.ts";
import { runEngines } from "../../app/run-engines.ts";
import { installedModel } from "../../app/search-by-meaning.ts";
import { openEndpoints } from "../../endpoints/index.ts";
import { collectRegularly } from "../../engines/monitoring/collect-regularly.ts";
import { checkMonitors } from "../../engines/sla/watch/check-monitors.ts";
import { engines } from "../../index.ts";
import { writeStaticFiles } from "../build/static-files.ts";
import { banner } from "./banner.ts";
import { blobLinks } from "./blob-links.ts";
import { loadTenants } from "./load-tenants.ts";
import { ensureLocalSecrets } from "./local-secrets.ts";
import { localSignInLink } from "./local-sign-in.ts";
import { mount } from "./mount.ts";
import type { StartOptions } from "./options.ts";
import { serveSockets } from "./socket.ts";
import { startLocalStandIns } from "./stand-ins.ts";

/** The path that voice-runner/socket serves, which is loaded only when somebody connects. */
const socketPath = "/v1/socket";
/** SIGTERM allows ten seconds: eight for current requests and events together, two for closing. */
const drainMs = 8_000;
const tokenSeconds = 12 * 3_600;

/** Runs the whole product in this process until SIGTERM or SIGINT. @throws Error with the reason it cannot start. */
export async function start(options: StartOptions): Promise<void> {
  const given = readEnvironment();
  const dataDir = resolve(options.dataDir ?? given.DATA_DIR);
  const requestedPort = options.port ?? given.PORT;
  if (options.reset) rmSync(dataDir, { recursive: true, force: true });

  const server = await listen(requestedPort);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const standIns = await startLocalStandIns(given, {
    gemini: options.geminiPort,
    compatible: options.compatiblePort,
    sandbox: options.sandboxPort,
    anyFree: requestedPort === 0,
  });
  ensureLocalSecrets(dataDir, standIns.secrets);
  const google = options.gcpEmulators
    ? await (await import("./google.ts")).startLocalGoogle(given, requestedPort === 0)
    : undefined;
  const environment: Environment = {
    ...given,
    ...standIns.environment,
    ...google?.environment,
    DATA_DIR: dataDir,
    PORT: port,
    VOICE_SOCKET_URL: given.VOICE_SOCKET_URL ?? socketPath,
    // The stand-in of Gemini neither hears nor speaks.
    SPEECH_PROVIDER: given.SPEECH_PROVIDER ?? (standIns.gemini ? "embedded" : undefined),
    // The installed model is used unless another is named.
    EMBEDDING_MODEL: given.EMBEDDING_MODEL ?? (installedModel(given) === undefined ? undefined : "local"),
  };

  const log = createLogger({ level: environment.LOG_LEVEL, ...logTrace(environment) });
  const tracing = await startTracing(environment, log);
  const platform = await openPlatform(environment, { secrets: environmentSecret, log });
  const composition = compose({ engines, environment, platform, publicUrl: environment.PUBLIC_URL ?? url, log });
  const { tenants, problems } = await loadTenants(composition.configs);
  const running = await runEngines(engines, composition);
  const collecting = collectRegularly(composition, (now) => checkMonitors(composition, now));
  const mintToken = (clientId: string) => operatorToken(composition, TenantId.parse(clientId));
  const { follow } = platform.blobs;
  const links = follow ? [{ name: "blobs", handler: blobLinks(follow, url), prefixes: ["/blobs/"] }] : [];
  const staticRoot = join(dataDir, "static");
  await writeStaticFiles(staticRoot, { precompressed: false });
  const endpoints = await openEndpoints({
    composition,
    engines,
    access: { clients: async () => tenants, mintToken },
    staticRoot,
  });
  const open = [...endpoints, ...links];
  const sockets = serveSockets(server, composition);
  server.removeAllListeners("request").on("request", mount(open));

  writeFileSync(join(dataDir, "instance.json"), `${JSON.stringify({ url, pid: process.pid })}\n`);
  const signInUrl = await localSignInLink(platform.documents, { url, tenants, now: composition.now() });
  const token = tenants[0] ? await mintToken(tenants[0].id) : "";
  console.log(
    banner({
      url,
      dataDir,
      tenants,
      standIns,
      token,
      signInUrl,
      embeddingModel: environment.EMBEDDING_MODEL,
      speech: speechOf(environment),
    }),
  );
  if (problems.length > 0)
    console.error(`${formatProblems(problems)}\nThese files were not loaded; the others were.\n`);
  loadAhead(log);
  stopOnSignal(async () => {
    const drainedAt = performance.now() + drainMs;
    running.stop();
    const collected = collecting.stop();
    // Calls hold their connections open, so both drain together.
    await Promise.all([sockets.drain(drainMs / 2), closeServer(server), collected]);
    await platform.close(Math.max(0, drainedAt - performance.now()));
    await tracing.stop();
    await standIns.close();
    await google?.close();
  });
  // Last: whoever reads this may stop it at once.
  console.log(`ready ${url}`);
}

function speechOf({ SPEECH_PROVIDER: provider, MODELS_DIR }: Environment): string {
  if (provider === "embedded") return embeddedSpeechParts(MODELS_DIR).summary;
  return `Speech by ${provider ?? "the providers that the tenants name under `voice:`"}.`;
}

/** Loads slow libraries in advance, so that the first customer does not wait for them. */
function loadAhead(log: Logger): void {
  setImmediate(() => {
    Promise.all([
      import("../../../shared/agent/langgraph.ts"),
      import("../../../shared/models/gemini/genai.ts"),
      import("twilio"),
    ]).catch((error: unknown) => {
      log.error({ err: error }, "a library failed to load");
    });
  });
}

function operatorToken({ platform, environment, now }: Composition, tenantId: TenantId): Promise<string> {
  return issueToken(
    { keys: platform.keys, issuer: environment.JWT_ISSUER, audience: environment.JWT_AUDIENCE, now },
    { subject: "local-operator", tenantId, roles: ["operator", "service"], lifetimeSeconds: tokenSeconds },
  );
}

/**
 * Node closes an idle connection after 5 s, and a request that a client sends at that moment fails. A proxy in front keeps
 * its connections longer, Google's load balancer for 600 s (cloud.google.com/load-balancing/docs/https).
 */
const keepAliveMs = 620_000;

/** Listens first, so that a port in use fails immediately and port 0 becomes a real port. */
async function listen(port: number): Promise<Server> {
  const server = createServer((_request, response) => response.writeHead(503, { "Retry-After": "1" }).end());
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((ready, failed) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      failed(
        error.code === "EADDRINUSE"
          ? new Error(
              `Port ${port} is in use. Stop the process that uses it, or choose another port with --port (0: any free port).`,
            )
          : error,
      ),
    );
    server.listen(port, "127.0.0.1", ready);
  });
  return server;
}

/** Accepts no new requests. Current requests finish; long-lived streams are closed after half the drain time. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), drainMs / 2).unref();
  await closed;
  clearTimeout(cut);
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}
