import type { TenantConfig } from "../config/index.ts";
import type { ModelChoice } from "../models/model.ts";
import { secretName } from "../security/secrets/secret-reference.ts";

type Configured = Pick<TenantConfig, "client_id" | "agent">;

/** The models that answer a tenant's customers, and where they are asked. */
export function modelChoice({ client_id, agent: { model } }: Configured): ModelChoice {
  const { primary, fallback, endpoint, service_account: account } = model;
  const tuned =
    account === undefined ? {} : { tuned: { tenantId: client_id, serviceAccountName: secretName(account) } };
  if (endpoint === undefined) return { primary, fallback, endpoint: null, ...tuned };
  const apiKeyName = endpoint.api_key === undefined ? null : secretName(endpoint.api_key);
  return { primary, fallback, endpoint: { tenantId: client_id, url: endpoint.url, apiKeyName }, ...tuned };
}

/** The fallback alone, for work without a waiting customer: it is cheaper. */
export function cheapModelChoice(config: Configured): ModelChoice {
  const choice = modelChoice(config);
  return { ...choice, primary: choice.fallback ?? choice.primary, fallback: null };
}
