import type { TenantConfig } from "../../../shared/config/index.ts";
import { activeConfigsOf } from "../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import type { Keys } from "../../../shared/platform/keys.ts";
import { platformScope, TenantId } from "../../../shared/platform/tenant.ts";
import { secretNameIn } from "../../../shared/security/secrets/secret-value.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import type { AgencySecret } from "./agency-secrets.ts";

/** How a provider's secret is found: the names in a configuration, and the default name. */
export interface SecretKind {
  /** The references (`${NAME}`) in a configuration. */
  named(config: TenantConfig): readonly (string | undefined)[];
  /** The default name, looked up in the tenant's scope, then in the platform's (the agency's account). */
  readonly usualName: AgencySecret;
}

export interface ProviderSecrets {
  /** Secrets of one active configuration of the tenant, or of all. Empty for an invalid tenant id. */
  ofTenant(claimed: string, kind: SecretKind, configName?: string): Promise<readonly string[]>;
  ofPlatform(kind: SecretKind): Promise<readonly string[]>;
  /** The tenant's active configuration of this name. */
  activeConfig(tenantId: TenantId, configName: string): Promise<TenantConfig | undefined>;
}

/** The providers' signing secrets, read from the keys port when used. */
export function providerSecrets(ports: {
  readonly keys: Keys;
  readonly configs: Pick<ConfigVersions, "parsed" | "pointers">;
  readonly log: Logger;
}): ProviderSecrets {
  const { keys, configs, log } = ports;

  /** The agency's secret is never accepted for a tenant that configures its own. */
  async function secretsOf(tenantId: TenantId, config: TenantConfig, kind: SecretKind): Promise<readonly string[]> {
    const names = kind.named(config).flatMap((reference) => secretNameIn(reference ?? "") ?? []);
    if (names.length === 0) {
      const usual = await keys.secret(tenantId, kind.usualName);
      return usual === undefined ? ofPlatform(kind) : [usual];
    }
    const values = await Promise.all(names.map((name) => keys.secret(tenantId, name)));
    const missing = names.filter((_, index) => values[index] === undefined);
    if (missing.length > 0) log.error({ tenantId, missing }, "A secret for verifying webhooks is not set");
    return values.filter((value) => value !== undefined);
  }

  async function ofPlatform(kind: SecretKind): Promise<readonly string[]> {
    const secret = await keys.secret(platformScope, kind.usualName);
    return secret === undefined ? [] : [secret];
  }

  return {
    ofPlatform,
    async ofTenant(claimed, kind, configName) {
      const tenantId = TenantId.safeParse(claimed);
      if (!tenantId.success) return [];
      const found = await activeConfigsOf(configs, tenantId.data, configName);
      const secrets = await Promise.all(found.map((config) => secretsOf(tenantId.data, config, kind)));
      return [...new Set(secrets.flat())];
    },
    async activeConfig(tenantId, configName) {
      return (await activeConfigsOf(configs, tenantId, configName))[0];
    },
  };
}
