import type { TenantId } from "../../platform/tenant.ts";
import type { ModelEndpoint } from "../model.ts";
import { ModelFailure } from "../model-client.ts";

/** Where OpenAI-compatible models are asked. */
export interface CompatibleOptions {
  /** The platform's endpoint, for tenants without their own. */
  readonly url: string | undefined;
  /** The key of the platform's endpoint. Undefined where none is set: Ollama needs none. */
  apiKey(): Promise<string | undefined>;
  /** A tenant's secret. */
  secret(tenantId: TenantId, name: string): Promise<string | undefined>;
  /** Whether a host has public addresses only. Tenants choose their endpoints, so theirs must not lead inside. */
  isPublicHost(hostname: string): Promise<boolean>;
  readonly fetch?: typeof fetch;
}

export interface OpenEndpoint {
  readonly url: string;
  readonly apiKey: string | undefined;
}

/**
 * The address and key for a request. A key goes only to the address that it was set for.
 * @throws ModelFailure `rejected` when something is not set, `network` when the host has no address
 */
export async function openEndpoint(options: CompatibleOptions, endpoint: ModelEndpoint | null): Promise<OpenEndpoint> {
  if (endpoint === null) {
    if (options.url === undefined)
      throw new ModelFailure(
        "rejected",
        "No OpenAI-compatible endpoint is configured: OPENAI_COMPATIBLE_URL is not set.",
      );
    return { url: options.url, apiKey: await options.apiKey() };
  }
  const { tenantId, url, apiKeyName } = endpoint;
  const { hostname, protocol } = new URL(url);
  const isPublic = await options.isPublicHost(hostname).catch((cause: unknown) => {
    throw new ModelFailure("network", `The host of ${tenantId}'s model endpoint has no address.`, { cause });
  });
  if (!isPublic || protocol !== "https:")
    throw new ModelFailure("rejected", `${tenantId}'s model endpoint is not a public https address.`);
  if (apiKeyName === null) return { url, apiKey: undefined };
  const apiKey = await options.secret(tenantId, apiKeyName);
  if (apiKey === undefined)
    throw new ModelFailure("rejected", `The secret ${apiKeyName} of ${tenantId} is not set, so no model was asked.`);
  return { url, apiKey };
}
