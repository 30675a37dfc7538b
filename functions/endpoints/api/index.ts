import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import type { RouteGroup } from "../../../shared/http/route.ts";
import type { WebhookDescription } from "../../../shared/http/webhook-description.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { platformScope } from "../../../shared/platform/tenant.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { type RateLimits, rateLimiter } from "../../../shared/security/limits/rate-limit.ts";
import { tenantLimiter } from "../../../shared/security/limits/tenant-limiter.ts";
import { type ApiKeys, apiKeys, apiKeysCollection } from "../../../shared/security/tokens/api-keys.ts";
import { authenticator } from "../../../shared/security/tokens/authenticate.ts";
import { tokenVerifier } from "../../../shared/security/tokens/tokens.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { once } from "../../app/lazy.ts";
import { keepBodiesUnread } from "../../app/patches/unread-bodies.ts";
import type { HttpHandler } from "../http/shell.ts";
import type { AnonymousLimitOptions } from "./anonymous-limit.ts";
import { docsPages } from "./docs/page.ts";
import { healthPages } from "./health.ts";
import type { McpDependencies } from "./mcp/dependencies.ts";
import { mcpService } from "./mcp/mcp-service.ts";
import { protectedResourcePages } from "./mcp/protected-resource.ts";
import { apiHandler } from "./operations.ts";
import { metricsPage } from "./pages/metrics-page.ts";
import { openApiPage } from "./pages/openapi-page.ts";
import { json } from "./pages/page-answers.ts";
import { openAll } from "./route-table.ts";
import type { ApiService } from "./service.ts";
import { sessionCookie } from "./sign-in/session-cookie.ts";

export interface ApiDependencies {
  readonly platform: Platform;
  readonly configs: ConfigVersions;
  readonly log: Logger;
  readonly now: () => Date;
  /** The engines' routes. */
  readonly routes: readonly RouteGroup[];
  /** The requests that engines make to tenants' own servers. Asked for the document only. */
  webhooks(): Promise<readonly WebhookDescription[]>;
  /** The folder with the files of /docs (see `writeStaticFiles` in hosts/build). Defaults to the project root. */
  readonly staticRoot?: string;
  /** The API's public URL, which receives the test requests of /docs. */
  readonly publicUrl: string;
  readonly searchKnowledge: McpDependencies["searchKnowledge"];
  readonly version: string;
  readonly tokens: {
    readonly issuer?: string | undefined;
    readonly audience?: string | undefined;
    readonly jwksUrl?: string | undefined;
  };
  /** The identity provider of the console's people, beside links by mail. Undefined where none is set. */
  readonly signInProvider?: { readonly issuer: string; readonly clientId: string } | undefined;
  readonly rateLimits: RateLimits;
  /** The most instances of this function that a deployment has. */
  readonly maxInstances: number;
  /** Where a caller's address stands; see `callerAddress`. */
  readonly behindLoadBalancer: boolean;
  /** Origins of web pages that may call from a browser. Empty allows only the same origin. */
  readonly allowedOrigins: readonly string[];
}

/** The API's own operations: configurations, events, API keys. */
function apiRoutes(
  { configs, platform: { bus, documents } }: ApiDependencies,
  keyring: ApiKeys,
): readonly RouteGroup[] {
  return [
    {
      under: ["/v1/configs"],
      open: async () => (await import("./configs/configs.ts")).configRoutes({ configs, documents }),
    },
    {
      under: ["/v1/config-templates"],
      open: async () => (await import("./configs/config-templates.ts")).configTemplateRoutes(),
    },
    { under: ["/v1/events"], open: async () => (await import("./events.ts")).eventRoutes({ bus }) },
    { under: ["/v1/api-keys"], open: async () => (await import("./keys.ts")).keyRoutes({ apiKeys: keyring }) },
  ];
}

/** The handler of the API /v1, its OpenAPI document, /docs and the health checks. */
export function apiFunction(deps: ApiDependencies): HttpHandler {
  const { platform, log, now, maxInstances: instances } = deps;
  const { documents, keys } = platform;
  const keyring = apiKeys({ documents, now });
  const routes = [...deps.routes, ...apiRoutes(deps, keyring)];
  const describe = once(async () => {
    const { describeApi } = await import("./openapi.ts");
    const [opened, webhooks] = await Promise.all([openAll(routes), deps.webhooks()]);
    return describeApi({ routes: opened, webhooks, version: deps.version });
  });
  const tenants = tenantLimiter({ documents, name: "api", instances, log, now });
  const anonymous = { limiter: tenants, behindLoadBalancer: deps.behindLoadBalancer };
  const linkByMail = once(async () => {
    const { linkRequests } = await import("./sign-in/sign-in-link.ts");
    return linkRequests({ platform, ...anonymous, now });
  });
  keepBodiesUnread("/v1/");
  return apiHandler({
    routes,
    pages: [
      ...healthPages({ probes: probes(platform), log, now }),
      openApiPage(describe),
      metricsPage({ platform, now }),
      { path: "/v1/session", answer: async (exchange) => (await sessions()).showSession(exchange, { documents, now }) },
      {
        path: "/v1/session/ways",
        answer: async () => json(200, { mail: true, oidc: deps.signInProvider !== undefined }),
      },
      ...protectedResourcePages({ publicUrl: deps.publicUrl, issuer: deps.tokens.jwksUrl && deps.tokens.issuer }),
      ...docsPages({ staticRoot: deps.staticRoot ?? projectRoot, publicUrl: deps.publicUrl, describe }),
    ],
    services: [
      mcpService(deps),
      {
        path: "/v1/session/sign-in",
        answer: async (exchange) => (await sessions()).signIn(exchange, { documents, now }),
      },
      { path: "/v1/session/link", answer: async (exchange) => (await linkByMail())(exchange) },
      ...oidcServices(deps, anonymous),
      {
        path: "/v1/session/sign-out",
        answer: async (exchange) => (await sessions()).signOut(exchange, { documents, now }),
      },
    ],
    sessionCaller: async (exchange) =>
      sessionCookie(exchange) === undefined
        ? undefined
        : (await sessions()).sessionCaller(exchange, { documents, now }),
    authenticate: authenticator({ verifyToken: tokenVerifier({ keys, now, ...deps.tokens }), apiKeys: keyring }),
    rateLimiter: rateLimiter(deps.rateLimits, tenants),
    documents,
    allowedOrigins: deps.allowedOrigins,
    log,
    now,
  });
}

/** Signing in by the identity provider. Without one there is nothing at these paths. */
function oidcServices(deps: ApiDependencies, anonymous: AnonymousLimitOptions): readonly ApiService[] {
  const { platform, publicUrl, signInProvider, log, now } = deps;
  if (signInProvider === undefined) return [];
  const open = once(async () => {
    const [{ oidcSignIn }, { oidcProvider }] = await Promise.all([
      import("./sign-in/oidc-sign-in.ts"),
      import("../../engines/accounts/oidc/oidc-provider.ts"),
    ]);
    const clientSecret = () => platform.keys.secret(platformScope, "OIDC_CLIENT_SECRET");
    const redirectUri = `${publicUrl}/console/sign-in`;
    const provider = oidcProvider({ ...signInProvider, clientSecret, redirectUri, now });
    return oidcSignIn({ documents: platform.documents, provider, ...anonymous, log, now });
  });
  return [
    { path: "/v1/session/oidc", answer: async (exchange) => (await open()).begin(exchange) },
    { path: "/v1/session/oidc/sign-in", answer: async (exchange) => (await open()).finish(exchange) },
  ];
}

/** Loaded by the first request that concerns a session. */
const sessions = () => import("./sign-in/console-session.ts");

function probes({ documents, keys, checkWritable }: Platform) {
  return [
    ...(checkWritable ? [{ name: "disk", probe: checkWritable }] : []),
    { name: "documents", probe: () => documents.get(platformScope, apiKeysCollection, "readiness") },
    { name: "keys", probe: () => keys.wrap(platformScope, new Uint8Array(32)) },
  ];
}
