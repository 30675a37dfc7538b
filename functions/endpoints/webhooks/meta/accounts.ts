import { z } from "zod";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { findRoute } from "../../../../shared/config/routes.ts";
import { pricedItems } from "../../../../shared/payments/catalogue.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { ProviderSecrets, SecretKind } from "../provider-secrets.ts";

export type MetaChannel = "whatsapp" | "instagram";

/** An account at Meta: its tenant and its app's signing secrets. */
export interface MetaAccount {
  readonly tenantId: TenantId;
  readonly configName: string;
  /** The configured phone number or Instagram account. */
  readonly address: string;
  readonly appSecrets: readonly string[];
  /** The tenant's own names of what it sells. */
  readonly catalogue: readonly { readonly id: string; readonly name: string }[];
}

export interface MetaAccounts {
  byId(channel: MetaChannel, id: string): Promise<MetaAccount | undefined>;
  /** Secrets of a tenant's own app, or of the agency's app for undefined. */
  appSecrets(tenantId: string | undefined): Promise<readonly string[]>;
  verifyTokens(tenantId: string | undefined): Promise<readonly string[]>;
}

const WithMetaSecrets = z.object({ app_secret: z.string().optional(), verify_token: z.string().optional() });

const appSecret: SecretKind = metaSecret("META_APP_SECRET", "app_secret");
const verifyToken: SecretKind = metaSecret("META_VERIFY_TOKEN", "verify_token");

function metaSecret(usualName: SecretKind["usualName"], key: "app_secret" | "verify_token"): SecretKind {
  return {
    usualName,
    named: (config) =>
      config.integrations.available.map((integration) => WithMetaSecrets.safeParse(integration.config).data?.[key]),
  };
}

export function configuredMetaAccounts(documents: Documents, secrets: ProviderSecrets): MetaAccounts {
  const of = (tenantId: string | undefined, kind: SecretKind) =>
    tenantId === undefined ? secrets.ofPlatform(kind) : secrets.ofTenant(tenantId, kind);
  return {
    async byId(channel, id) {
      const route = await findRoute(documents, channel, id);
      const config = route && (await secrets.activeConfig(route.tenantId, route.configName));
      if (!config) return undefined;
      const { tenantId, configName } = route;
      const appSecrets = await secrets.ofTenant(tenantId, appSecret, configName);
      const catalogue = pricedItems(config);
      return { tenantId, configName, address: addressOf(config, channel, id), appSecrets, catalogue };
    },
    appSecrets: (tenantId) => of(tenantId, appSecret),
    verifyTokens: (tenantId) => of(tenantId, verifyToken),
  };
}

function addressOf(config: TenantConfig, channel: MetaChannel, id: string): string {
  for (const input of config.channels.input) {
    if (input.type === "whatsapp" && channel === "whatsapp" && input.config.phone_number_id === id)
      return input.config.phone_number;
    if (input.type === "instagram" && channel === "instagram" && input.config.account_id === id)
      return input.config.business_account;
  }
  return id;
}
