import { currentConfig } from "../../shared/config/versions/current-config.ts";
import { projectRoot } from "../../shared/project-root.ts";
import type { Composition } from "../app/compose.ts";
import type { Engine } from "../app/engine.ts";
import { callSecrets, metricsSecret, modelSecrets, placesSecrets, vectorSecrets } from "../app/instances.ts";
import { once } from "../app/lazy.ts";
import { openVisitorChat } from "../engines/conversation/index.ts";
import { openDemoVisits } from "../engines/demo/index.ts";
import { openPublicProposals, proposalPageSteps } from "../engines/pricing/index.ts";
import { openStatusPages } from "../engines/sla/index.ts";
import { callServersOf } from "./call-servers.ts";
import type { HttpHandler } from "./http/shell.ts";
import type { ConsoleAccess, HttpEndpoint, Runtime } from "./http-endpoint.ts";
import { runnerOf } from "./runner-of.ts";
import { agencySecrets } from "./webhooks/agency-secrets.ts";

const api: HttpEndpoint = {
  name: "api",
  prefixes: [
    ...["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/"],
    ...["/v1/", "/docs", "/docs/", "/healthz", "/readyz", "/metrics"],
  ],
  instances: {
    memoryMb: 512,
    cpu: 1,
    concurrency: 80,
    minInstances: 1,
    maxInstances: 50,
    timeoutSeconds: 300,
    secrets: ["JWT_SECRET", "API_KEY_PEPPER", ...modelSecrets],
    optionalSecrets: ["OIDC_CLIENT_SECRET", ...vectorSecrets, ...callSecrets, ...placesSecrets, metricsSecret],
    roles: ["documents", "bus", "scheduler", "keys", "secrets", "blobs"],
    callsTenants: true,
  },
  runs: "any",
  async open(runtime) {
    const composition = await runtime.composition();
    const { environment, platform, configs, publicUrl, log, now } = composition;
    const [{ apiFunction }, { requestLimits, signInProvider, tokenIssuer }] = await Promise.all([
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
        const current = await currentConfig(composition, tenantId, config);
        const knowledge = await composition.knowledge(current.config);
        return knowledge.search(tenantId, base, query, limit);
      },
      staticRoot: runtime.staticRoot,
      routes,
      version: "0.1.0",
      tokens: tokenIssuer(environment),
      signInProvider: signInProvider(environment),
      rateLimits: requestLimits(environment),
      maxInstances: api.instances.maxInstances,
      behindLoadBalancer: environment.PLATFORM === "gcp",
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
    optionalSecrets: [...agencySecrets, ...callSecrets],
    roles: ["documents", "bus", "keys", "secrets", "blobs"],
  },
  runs: [],
  publishes: async () => (await import("./webhooks/publishing/published-events.ts")).publishedEvents,
  async open(runtime) {
    const { environment, platform, configs, publicUrl, log, now } = await runtime.composition();
    const [{ webhooksFunction }, { rememberingBus }] = await Promise.all([
      import("./webhooks/index.ts"),
      import("./webhooks/publishing/remembering-bus.ts"),
    ]);
    const bus = { ...platform.bus, ...rememberingBus(platform.bus) };
    return webhooksFunction({ platform: { ...platform, bus }, configs, environment, publicUrl, log, now });
  },
};

const visitorSteps = ["conversation-turn", "conversation-record-heard", "calls-record"];

const widget: HttpEndpoint = {
  name: "widget",
  prefixes: ["/widget.js", "/widget/", "/demos/"],
  instances: {
    memoryMb: 1024,
    cpu: 1,
    // An open chat holds a connection that is mostly idle.
    concurrency: 250,
    minInstances: 1,
    maxInstances: 50,
    timeoutSeconds: 300,
    secrets: ["JWT_SECRET", ...modelSecrets],
    optionalSecrets: callSecrets,
    roles: ["documents", "bus", "scheduler", "keys", "secrets", "blobs"],
    callsTenants: true,
  },
  runs: visitorSteps,
  publishes: async () => [(await import("../../shared/events/lifecycle/demos.ts")).demoViewed],
  async open(runtime, access) {
    const composition = await runtime.composition();
    const { environment, platform, log, now } = composition;
    const own = { ...composition, runner: runnerOf(composition.runner, visitorSteps) };
    const instances = widget.instances.maxInstances;
    const livekit = once(async () =>
      (await import("../app/livekit.ts")).liveKitSetup({ environment, keys: platform.keys }),
    );
    const [
      { widgetFunction },
      { demoPages },
      { visitorLimits },
      { tenantLimiter },
      { requestLimits },
      { visitorTokens },
      chat,
      visits,
    ] = await Promise.all([
      import("./widget/index.ts"),
      import("./demos/index.ts"),
      import("../../shared/security/limits/visitor-limits.ts"),
      import("../../shared/security/limits/tenant-limiter.ts"),
      import("../../shared/environment.ts"),
      import("../../shared/security/tokens/visitor-tokens.ts"),
      openVisitorChat(own),
      openDemoVisits(composition),
    ]);
    const tokens = visitorTokens({ keys: platform.keys, now });
    const calls = async () => {
      const setup = await livekit();
      return {
        livekit_url: setup.configured ? setup.account.url : null,
        socket_url: environment.VOICE_SOCKET_URL ?? null,
      };
    };
    const behindLoadBalancer = environment.PLATFORM === "gcp";
    return widgetFunction({
      chat,
      sandbox: visits,
      demoPages: demoPages({ visits, tokens, staticRoot: runtime.staticRoot, behindLoadBalancer, calls }),
      openCall: async (visitor, language) =>
        (await import("../engines/calls/index.ts")).openVisitorCall(own, visitor, language),
      tokens,
      blobs: platform.blobs,
      limits: visitorLimits(
        requestLimits(environment),
        tenantLimiter({ documents: platform.documents, name: "widget", instances, log, now }),
      ),
      async configOf(tenantId) {
        return (await currentConfig(composition, tenantId, null)).config;
      },
      calls,
      production: environment.NODE_ENV === "production",
      behindLoadBalancer,
      demo: access.mintToken !== undefined,
      staticRoot: runtime.staticRoot,
      log,
    });
  },
};

const proposals: HttpEndpoint = {
  name: "proposals",
  prefixes: ["/proposals/"],
  instances: {
    // A thread prints PDF files.
    memoryMb: 1024,
    cpu: 1,
    concurrency: 20,
    minInstances: 0,
    maxInstances: 10,
    timeoutSeconds: 120,
    secrets: [],
    roles: ["documents", "bus", "scheduler", "keys"],
  },
  runs: proposalPageSteps,
  async open(runtime) {
    const composition = await runtime.composition();
    const { environment, log } = composition;
    const own = { ...composition, runner: runnerOf(composition.runner, proposalPageSteps) };
    const [{ proposalsFunction }, opened] = await Promise.all([
      import("./proposals/index.ts"),
      openPublicProposals(own),
    ]);
    return proposalsFunction({ proposals: opened, behindLoadBalancer: environment.PLATFORM === "gcp", log });
  },
};

const status: HttpEndpoint = {
  name: "status",
  prefixes: ["/status/"],
  instances: {
    memoryMb: 512,
    cpu: 1,
    concurrency: 80,
    minInstances: 0,
    maxInstances: 10,
    timeoutSeconds: 30,
    secrets: [],
    roles: ["documents", "keys"],
  },
  runs: [],
  async open(runtime) {
    const composition = await runtime.composition();
    const { statusFunction } = await import("./status/index.ts");
    return statusFunction({ read: await openStatusPages(composition), log: composition.log });
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
  async open({ callServers, log, staticRoot }, access) {
    const { consoleFunction } = await import("./console/index.ts");
    return consoleFunction({ ...access, staticRoot, callServers, log });
  },
};

/** All endpoints. */
export const endpoints: readonly HttpEndpoint[] = [api, webhooks, widget, proposals, status, console];

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
  const { log, environment } = composition;
  const own = { log, engines, staticRoot, callServers: callServersOf(environment) };
  const runtime: Runtime = { ...own, composition: async () => composition };
  return Promise.all(
    endpoints.map(async (endpoint) => ({ ...endpoint, handler: await endpoint.open(runtime, access) })),
  );
}
