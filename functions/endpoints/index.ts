import type { EventType } from "../../shared/events/index.ts";
import { projectRoot } from "../../shared/project-root.ts";
import type { Runner } from "../../shared/runtime/runner.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import type { Composition } from "../app/compose.ts";
import type { Engine } from "../app/engine.ts";
import { type Instances, modelSecrets, vectorSecrets } from "../app/instances.ts";
import { openVisitorChat } from "../engines/conversation/index.ts";
import type { ConsoleDependencies } from "./console/index.ts";
import type { HttpHandler } from "./http/shell.ts";
import { agencySecrets } from "./webhooks/agency-secrets.ts";

/** An HTTP function, loaded when it is opened. */
export interface HttpEndpoint {
  readonly name: string;
  /** The paths that the load balancer routes to it. A prefix that ends in `/` includes everything below. */
  readonly prefixes: readonly string[];
  readonly instances: Instances;
  /** The steps that it runs in its own process; `any` also replays their dead letters. */
  readonly runs: "any" | readonly string[];
  /** What it publishes besides. */
  publishes?(): Promise<readonly EventType<unknown>[]>;
  open(runtime: Runtime, console: ConsoleAccess): Promise<HttpHandler>;
}

/** The process's services for endpoints. The platform opens on first use, because the console must not use it. */
export interface Runtime {
  readonly log: Logger;
  composition(): Promise<Composition>;
  /** The engines' routes are the API's operations. */
  readonly engines: readonly Engine[];
  /** The folder with the browser files, at the same paths as in the project. */
  readonly staticRoot: string;
}

/** The clients known to the console, and its token issuer, which is absent in production. */
export type ConsoleAccess = Pick<ConsoleDependencies, "clients" | "mintToken">;

const api: HttpEndpoint = {
  name: "api",
  prefixes: [
    "/v1/",
    "/.well-known/oauth-protected-resource",
    "/.well-known/oauth-protected-resource/",
    "/docs",
    "/docs/",
    "/healthz",
    "/readyz",
  ],
  instances: {
    memoryMb: 512,
    cpu: 1,
    concurrency: 80,
    minInstances: 1,
    maxInstances: 50,
    timeoutSeconds: 300,
    secrets: ["JWT_SECRET", "API_KEY_PEPPER", ...modelSecrets],
    optionalSecrets: vectorSecrets,
    roles: ["documents", "bus", "scheduler", "keys", "secrets", "blobs"],
    callsTenants: true,
  },
  runs: "any",
  async open(runtime) {
    const composition = await runtime.composition();
    const { environment, platform, configs, publicUrl, log, now } = composition;
    const [{ apiFunction }, { ownRequestLimits }] = await Promise.all([
      import("./api/index.ts"),
      import("../../shared/environment.ts"),
    ]);
    const routes = (await Promise.all(runtime.engines.map((engine) => engine.routes())))
      .flat()
      .map(({ under, open }) => ({ under, open: () => open(composition) }));
    return apiFunction({
      webhooks: async () =>
        (await Promise.all(runtime.engines.map(async (engine) => engine.webhooks?.() ?? []))).flat(),
      platform,
      configs,
      log,
      now,
      publicUrl,
      async searchKnowledge(tenantId, { config, base, query, limit }) {
        const active = await composition.activeConfig(tenantId, config);
        const knowledge = await composition.knowledge(await composition.config(tenantId, active.name, active.version));
        return knowledge.search(tenantId, base, query, limit);
      },
      staticRoot: runtime.staticRoot,
      routes,
      version: "0.1.0",
      tokens: { issuer: environment.JWT_ISSUER, audience: environment.JWT_AUDIENCE, jwksUrl: environment.JWT_JWKS_URL },
      rateLimits: {
        tenantPerMinute: environment.RATE_LIMIT_TENANT_PER_MINUTE,
        tenantPerHour: environment.RATE_LIMIT_TENANT_PER_HOUR,
        keyPerMinute: environment.RATE_LIMIT_KEY_PER_MINUTE,
        ofTenant: ownRequestLimits(environment),
      },
      maxInstances: api.instances.maxInstances,
      allowedOrigins: environment.ALLOWED_ORIGINS,
    });
  },
};

const webhooks: HttpEndpoint = {
  name: "webhooks",
  prefixes: ["/webhooks/"],
  instances: {
    memoryMb: 512,
    cpu: 1,
    concurrency: 80,
    minInstances: 1,
    maxInstances: 50,
    timeoutSeconds: 60,
    secrets: [],
    optionalSecrets: agencySecrets,
    roles: ["documents", "bus", "keys", "secrets", "blobs"],
  },
  runs: [],
  publishes: async () => (await import("./webhooks/published-events.ts")).publishedEvents,
  async open(runtime) {
    const { platform, configs, publicUrl, log, now } = await runtime.composition();
    const [{ webhooksFunction }, { rememberingBus }] = await Promise.all([
      import("./webhooks/index.ts"),
      import("./webhooks/remembering-bus.ts"),
    ]);
    const bus = { ...platform.bus, ...rememberingBus(platform.bus) };
    return webhooksFunction({ platform: { ...platform, bus }, configs, publicUrl, log, now });
  },
};

const visitorSteps = ["conversation-turn", "conversation-record-heard"];

const widget: HttpEndpoint = {
  name: "widget",
  prefixes: ["/widget.js", "/widget/"],
  instances: {
    memoryMb: 1024,
    cpu: 1,
    // An open chat holds a connection that is mostly idle.
    concurrency: 250,
    minInstances: 1,
    maxInstances: 50,
    timeoutSeconds: 300,
    secrets: ["JWT_SECRET", ...modelSecrets],
    roles: ["documents", "bus", "scheduler", "keys", "secrets", "blobs"],
    callsTenants: true,
  },
  runs: visitorSteps,
  async open(runtime, access) {
    const composition = await runtime.composition();
    const { environment, platform, log, now } = composition;
    const instances = widget.instances.maxInstances;
    const [{ widgetFunction }, { widgetLimits }, { tenantLimiter }, { ownRequestLimits }, { visitorTokens }, chat] =
      await Promise.all([
        import("./widget/index.ts"),
        import("./widget/limits.ts"),
        import("../../shared/security/tenant-limiter.ts"),
        import("../../shared/environment.ts"),
        import("../../shared/security/visitor-tokens.ts"),
        openVisitorChat({ ...composition, runner: runnerOf(composition.runner, visitorSteps) }),
      ]);
    return widgetFunction({
      chat,
      tokens: visitorTokens({ keys: platform.keys, now }),
      blobs: platform.blobs,
      limits: widgetLimits(
        { tenantPerMinute: environment.RATE_LIMIT_TENANT_PER_MINUTE, ofTenant: ownRequestLimits(environment) },
        tenantLimiter({ documents: platform.documents, name: "widget", instances, log, now }),
      ),
      async configOf(tenantId) {
        const { name, version } = await composition.activeConfig(tenantId, null);
        return composition.config(tenantId, name, version);
      },
      production: environment.NODE_ENV === "production",
      behindLoadBalancer: environment.PLATFORM === "gcp",
      demo: access.mintToken !== undefined,
      staticRoot: runtime.staticRoot,
      log,
    });
  },
};

const console: HttpEndpoint = {
  name: "console",
  prefixes: ["/"],
  instances: {
    memoryMb: 256,
    cpu: 1,
    concurrency: 80,
    minInstances: 0,
    maxInstances: 10,
    timeoutSeconds: 60,
    secrets: [],
    roles: [],
  },
  runs: [],
  async open({ log, staticRoot }, access) {
    const { consoleFunction } = await import("./console/index.ts");
    return consoleFunction({ ...access, staticRoot, log });
  },
};

/** Runs these steps only: the function may publish only what they do. */
function runnerOf(runner: Runner, steps: readonly string[]): Runner {
  return {
    ...runner,
    run(step, event, options) {
      if (!steps.includes(step.name))
        throw new Error(`The endpoint does not run ${step.name}. Add it to its list runs.`);
      return runner.run(step, event, options);
    },
  };
}

/** All endpoints. */
export const endpoints: readonly HttpEndpoint[] = [api, webhooks, widget, console];

/** An opened endpoint. */
export interface OpenEndpoint extends Pick<HttpEndpoint, "name" | "prefixes"> {
  readonly handler: HttpHandler;
}

/** Opens all endpoints in one process. */
export function openEndpoints(parts: {
  readonly composition: Composition;
  readonly engines: readonly Engine[];
  readonly access: ConsoleAccess;
  /** Defaults to the project root. */
  readonly staticRoot?: string;
}): Promise<OpenEndpoint[]> {
  const { composition, engines, access, staticRoot = projectRoot } = parts;
  const runtime: Runtime = { log: composition.log, composition: async () => composition, engines, staticRoot };
  return Promise.all(
    endpoints.map(async (endpoint) => ({ ...endpoint, handler: await endpoint.open(runtime, access) })),
  );
}
