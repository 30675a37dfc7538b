import type { HttpHandler } from "../shared/http/handler.ts";
import { apiFunction } from "./api/index.ts";
import type { Composition } from "./compose.ts";
import { type ConsoleDependencies, consoleFunction } from "./console/index.ts";
import type { Engine } from "./engine.ts";
import { webhooksFunction } from "./webhooks/index.ts";

/** An HTTP function, and the paths the load balancer gives it. */
export interface Door {
  readonly name: string;
  readonly handler: HttpHandler;
  readonly prefixes: readonly string[];
}

/** Every way in from outside. */
export function doors(
  engines: readonly Engine[],
  composition: Composition,
  console: Pick<ConsoleDependencies, "clients" | "mintToken">,
): readonly Door[] {
  const { environment, platform, configs, publicUrl, log, now } = composition;
  const api = apiFunction({
    platform,
    configs,
    log,
    now,
    publicUrl,
    routes: engines.flatMap((engine) => engine.routes(composition)),
    version: "0.1.0",
    tokens: { issuer: environment.JWT_ISSUER, audience: environment.JWT_AUDIENCE, jwksUrl: environment.JWT_JWKS_URL },
    rateLimits: {
      tenantPerMinute: environment.RATE_LIMIT_TENANT_PER_MINUTE,
      keyPerMinute: environment.RATE_LIMIT_KEY_PER_MINUTE,
    },
    allowedOrigins: environment.ALLOWED_ORIGINS,
  });
  return [
    { name: "api", handler: api, prefixes: ["/v1/", "/docs", "/healthz", "/readyz"] },
    {
      name: "webhooks",
      handler: webhooksFunction({ platform, configs, publicUrl, log, now }),
      prefixes: ["/webhooks/"],
    },
    { name: "console", handler: consoleFunction({ ...console, log }), prefixes: ["/"] },
  ];
}
