import { z } from "zod";
import { readBounded } from "../outbound/bounded-body.ts";
import { wasNeverSent } from "../outbound/outbound-request.ts";
import type { TenantId } from "../platform/tenant.ts";
import { RetryableError, TerminalError } from "../runtime/failures/errors.ts";
import { jsonOf } from "../schema/json-of.ts";
import { SecretReference, secretName } from "../security/secrets/secret-reference.ts";
import type { AnalyticsConfig } from "./analytics.ts";

type Parameter = string | number | readonly Readonly<Record<string, string | number>>[];

/** An event of the Measurement Protocol. It names nobody. */
export interface AnalyticsEvent {
  readonly name: string;
  readonly params: Readonly<Record<string, Parameter>>;
}

export interface AnalyticsReport {
  /** A pseudonym of the customer. */
  readonly clientId: string;
  readonly at: Date;
  /** Whether the customer agreed to marketing. */
  readonly mayAdvertise: boolean;
  readonly event: AnalyticsEvent;
}

export interface AnalyticsDependencies {
  readonly fetch: typeof fetch;
  readonly baseUrl: string | undefined;
  secret(tenantId: TenantId, name: string): Promise<string>;
}

const origin = "https://www.google-analytics.com";
const timeoutMs = 10_000;
/** Google's limits ("Measurement Protocol: limitations"). */
const limits = { textCharacters: 100, items: 200 };
const Validation = z.object({ validationMessages: z.array(z.object({ description: z.string() })) });

/**
 * Google Analytics by the Measurement Protocol (developers.google.com/analytics/devguides/collection/protocol/ga4). It
 * takes everything and says nothing; `check` asks its debug endpoint, which records nothing.
 */
export function googleAnalytics(config: AnalyticsConfig, dependencies: AnalyticsDependencies) {
  async function post(path: string, tenantId: TenantId, report: AnalyticsReport): Promise<Response> {
    const { measurement_id: id, api_secret } = config;
    if (api_secret === undefined) throw new TerminalError("secret-missing", "The integration has no api_secret.");
    const [measurementId, apiSecret] = await Promise.all([
      SecretReference.safeParse(id).success ? dependencies.secret(tenantId, secretName(id)) : id,
      dependencies.secret(tenantId, secretName(api_secret)),
    ]);
    const query = new URLSearchParams({ measurement_id: measurementId, api_secret: apiSecret });
    try {
      return await dependencies.fetch(`${dependencies.baseUrl ?? origin}${path}?${query}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(payloadOf(report)),
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      if (wasNeverSent(cause))
        throw new RetryableError("analytics-unavailable", "Google Analytics did not answer.", { cause });
      throw new Error("Google Analytics did not answer, so the outcome is unknown.", { cause });
    }
  }

  return {
    async send(tenantId: TenantId, report: AnalyticsReport): Promise<void> {
      const { status, body } = await post("/mp/collect", tenantId, report);
      await body?.cancel();
      if (status === 429 || status >= 500)
        throw new RetryableError("analytics-unavailable", `Google Analytics answered ${status}.`);
      if (status >= 300) throw new TerminalError("analytics-refused", `Google Analytics answered ${status}.`);
    },
    /** What Google's debug endpoint objects to. @throws TerminalError `analytics-refused` when it does not answer so */
    async validate(tenantId: TenantId, report: AnalyticsReport): Promise<readonly string[]> {
      const response = await post("/debug/mp/collect", tenantId, report);
      const answer = Validation.safeParse(jsonOf((await readBounded(response, 64 * 1024)) ?? ""));
      if (!answer.success)
        throw new TerminalError("analytics-refused", `Google Analytics answered ${response.status} in another form.`);
      return answer.data.validationMessages.map(({ description }) => description);
    },
  };
}

function payloadOf({ clientId, at, mayAdvertise, event }: AnalyticsReport) {
  const consent = mayAdvertise ? "GRANTED" : "DENIED";
  return {
    client_id: clientId,
    timestamp_micros: at.getTime() * 1_000,
    consent: { ad_user_data: consent, ad_personalization: consent },
    events: [{ name: event.name, params: bounded(event.params) }],
  };
}

function bounded(params: AnalyticsEvent["params"]) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value === "string") return [name, value.slice(0, limits.textCharacters)];
      return [name, typeof value === "number" ? value : value.slice(0, limits.items)];
    }),
  );
}
