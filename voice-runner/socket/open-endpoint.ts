import { availableParallelism } from "node:os";
import type { Composition } from "../../functions/app/compose.ts";
import { answering } from "../../functions/app/instances.ts";
import { draftCallers } from "../../functions/engines/conversation/drafts/draft-calls.ts";
import { openVisitorChat } from "../../functions/engines/conversation/index.ts";
import { openDemoVisits } from "../../functions/engines/demo/index.ts";
import { currentConfig } from "../../shared/config/versions/current-config.ts";
import { requestLimits, tokenIssuer } from "../../shared/environment.ts";
import { rateLimiter } from "../../shared/security/limits/rate-limit.ts";
import { tenantLimiter } from "../../shared/security/limits/tenant-limiter.ts";
import { visitorLimits } from "../../shared/security/limits/visitor-limits.ts";
import { apiKeys } from "../../shared/security/tokens/api-keys.ts";
import { authenticator } from "../../shared/security/tokens/authenticate.ts";
import { tokenVerifier } from "../../shared/security/tokens/tokens.ts";
import { visitorTokens } from "../../shared/security/tokens/visitor-tokens.ts";
import { capacityOf } from "../worker/capacity.ts";
import type { ConfigOf } from "./config-of.ts";
import { type OpenCall, usualTimes } from "./dependencies.ts";
import { identifier } from "./door/identify.ts";
import { type SocketEndpoint, socketEndpoint } from "./socket-endpoint.ts";

/** The endpoint over a composition. Its limits count together with those of the API and the widget. */
export async function openSocketEndpoint(
  composition: Composition,
  { openCall }: { readonly openCall: OpenCall },
): Promise<SocketEndpoint> {
  const { environment, platform, now, log } = composition;
  const { documents, keys } = platform;
  const limiterOf = (name: string) => tenantLimiter({ documents, name, instances: answering.maxInstances, log, now });
  const limits = requestLimits(environment);
  const configOf: ConfigOf = async (tenantId, name) => (await currentConfig(composition, tenantId, name)).config;
  const calls = capacityOf(availableParallelism(), undefined);
  return socketEndpoint({
    identify: identifier({
      authenticate: authenticator({
        verifyToken: tokenVerifier({ keys, now, ...tokenIssuer(environment) }),
        apiKeys: apiKeys({ documents, now }),
      }),
      visitorTokens: visitorTokens({ keys, now }),
      draftCaller: draftCallers(composition),
      configOf,
      production: environment.NODE_ENV === "production",
    }),
    configOf,
    chat: await openVisitorChat(composition),
    openCall,
    sandbox: await openDemoVisits(composition),
    visitorLimits: visitorLimits(limits, limiterOf("widget")),
    rateLimiter: rateLimiter(limits, limiterOf("api")),
    capacity: {
      chat: { perSession: 5, perTenant: 1_000, perProcess: 1_000 },
      voice: { perSession: 1, perTenant: calls, perProcess: calls },
      testCalls: { perSession: 1, perTenant: 2, perProcess: Math.max(1, Math.floor(calls / 2)) },
    },
    times: usualTimes,
    behindLoadBalancer: environment.PLATFORM === "gcp",
    log,
    now,
  });
}
