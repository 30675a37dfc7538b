import { z } from "zod";
import { analytics } from "../../../shared/integrations/analytics.ts";
import { crm, crmProvider } from "../../../shared/integrations/crm.ts";
import { googleAnalytics } from "../../../shared/integrations/google-analytics.ts";
import { healthcareIt } from "../../../shared/integrations/healthcare-it.ts";
import { issueTracker } from "../../../shared/integrations/issue-tracker.ts";
import { zendeskAccountOf, zendeskAuthorization, zendeskOrigin } from "../../../shared/integrations/zendesk.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import type { Capability } from "../../../shared/schema/capability.ts";
import { SecretReference, secretName } from "../../../shared/security/secrets/secret-reference.ts";
import { githubClient } from "../../../shared/tools/integration/github-client.ts";
import { hubspotClient } from "../../../shared/tools/integration/hubspot-client.ts";
import { labClient } from "../../../shared/tools/integration/lab-client.ts";
import { ServiceRefusal, serviceClient } from "../../../shared/tools/integration/service-client.ts";
import type { ServiceBaseUrls } from "../../../shared/tools/tool.ts";

export interface ProbeDependencies {
  readonly fetch: typeof fetch;
  /** @throws TerminalError `secret-missing` */
  secret(tenantId: TenantId, name: string): Promise<string>;
  readonly tenantApiBaseUrl: string | undefined;
  readonly baseUrls: ServiceBaseUrls & { readonly razorpay?: string | undefined; readonly twilio?: string | undefined };
}

interface Call {
  readonly tenantId: TenantId;
  readonly signal: AbortSignal;
}

const Account = z.object({ account_sid: z.string(), auth_token: SecretReference });
const Keys = z.object({ api_key: SecretReference, secret_key: SecretReference });

/**
 * A call to the integration's service that needs its credentials and changes nothing; undefined where there is none. It
 * throws what the service objects to.
 */
export function probeOf(
  integration: Capability,
  deps: ProbeDependencies,
): ((call: Call) => Promise<unknown>) | undefined {
  const { name, type, config } = integration;
  const { baseUrls } = deps;
  const tools = { ...deps, serviceBaseUrls: baseUrls };
  switch (type) {
    case crm.kind: {
      const provider = crmProvider(name, config);
      if (provider === "hubspot") return hubspotClient(crm.config.parse(config).api_key, tools).check;
      return provider === "zendesk" ? zendeskProbe(integration, deps) : undefined;
    }
    case healthcareIt.kind: {
      const lab = labClient(healthcareIt.config.parse(config), deps);
      return (call) => lab.check(call).catch(unlessMissing);
    }
    case issueTracker.kind:
      return githubClient(issueTracker.config.parse(config), tools).check;
    case analytics.kind:
      return analyticsProbe(config, deps);
    case "payment": {
      const keys = Keys.safeParse(config).data;
      if (!keys || !/razorpay/i.test(name)) return undefined;
      const baseUrl = baseUrls.razorpay ?? "https://api.razorpay.com";
      return (call) =>
        read(deps, call, {
          name: "razorpay",
          url: () => `${baseUrl}/v1/payment_links?count=1`,
          credentials: [keys.api_key, keys.secret_key],
        });
    }
    case "messaging": {
      const account = Account.safeParse(config).data;
      const baseUrl = baseUrls.twilio ?? "https://api.twilio.com";
      return (
        account &&
        ((call) =>
          read(deps, call, {
            name: "twilio",
            url: (sid) => `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(sid)}.json`,
            credentials: [account.account_sid, account.auth_token],
          }))
      );
    }
    default:
      return undefined;
  }
}

/** An API without a list of orders has understood the caller all the same. */
function unlessMissing(error: unknown): void {
  if (!(error instanceof ServiceRefusal) || ![404, 405].includes(error.status)) throw error;
}

function zendeskProbe(integration: Capability, deps: ProbeDependencies) {
  const account = zendeskAccountOf([integration]);
  if (!account) throw new TerminalError("subdomain-missing", "The integration has no subdomain.");
  const origin = zendeskOrigin(account, deps.baseUrls.zendesk);
  return async (call: Call) => {
    const authorization = zendeskAuthorization(account, await deps.secret(call.tenantId, account.apiKey));
    return get(deps, call, {
      name: "zendesk",
      url: `${origin}/api/v2/search.json?query=type%3Aticket&per_page=1`,
      authorization,
    });
  };
}

/** Google's debug endpoint checks the form. It does not tell whether the secret is right. */
function analyticsProbe(config: unknown, deps: ProbeDependencies) {
  const google = googleAnalytics(analytics.config.parse(config), { ...deps, baseUrl: deps.baseUrls.analytics });
  return async ({ tenantId }: Call) => {
    const event = { name: "conversation_started", params: { channel: "web_chat", engagement_time_msec: 1 } };
    const report = { clientId: "connection-test", at: new Date(), mayAdvertise: false, event };
    const [objection] = await google.validate(tenantId, report);
    if (objection !== undefined) throw new TerminalError("analytics-refused", `Google Analytics objects: ${objection}`);
  };
}

/** Reads with two secrets, or a text and a secret, as user and password. */
async function read(
  deps: ProbeDependencies,
  call: Call,
  service: {
    readonly name: string;
    url(user: string): string;
    readonly credentials: readonly [user: string, password: string];
  },
): Promise<unknown> {
  const [user = "", password = ""] = await Promise.all(
    service.credentials.map((text) =>
      SecretReference.safeParse(text).success ? deps.secret(call.tenantId, secretName(text)) : text,
    ),
  );
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return get(deps, call, { name: service.name, url: service.url(user), authorization });
}

function get(
  { fetch }: ProbeDependencies,
  call: Call,
  { name, url, authorization }: { readonly name: string; readonly url: string; readonly authorization: string },
): Promise<unknown> {
  const { origin } = new URL(url);
  const authorise = async (_tenantId: TenantId, headers: Headers) => headers.set("authorization", authorization);
  const client = serviceClient({
    name,
    baseUrl: origin,
    timeoutMs: 10_000,
    authorise: Object.assign(authorise, { renew: () => false }),
    outbound: (to, init) => fetch(to, { ...init, redirect: "manual" }),
  });
  return client({ ...call, method: "GET", path: url.slice(origin.length), answer: z.object({}) });
}
