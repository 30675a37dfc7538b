import type { TenantConfig } from "../../../shared/config/index.ts";
import type { ConfigVersions } from "../../../shared/config/versions.ts";
import type { Keys } from "../../../shared/platform/keys.ts";
import { platformScope, TenantId } from "../../../shared/platform/tenant.ts";
import { secretNameIn } from "../../../shared/security/secret-value.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";

/** Where a provider's secret stands: what a configuration names, and what it is called where none does. */
export interface SecretKind {
  /** The references (`${NAME}`) in a configuration. */
  named(config: TenantConfig): readonly (string | undefined)[];
  /** In the tenant's scope, then in the platform's: the agency's own account. */
  readonly usualName: string;
}

export interface ProviderSecrets {
  /** Those of one active configuration of the tenant, or of all; none for what is no tenant. */
  ofTenant(claimed: string, kind: SecretKind, configName?: string): Promise<readonly string[]>;
  ofPlatform(kind: SecretKind): Promise<readonly string[]>;
  /** The tenant's active configuration of this name. */
  activeConfig(tenantId: TenantId, configName: string): Promise<TenantConfig | undefined>;
}

/** What providers sign with, read from the keys port at the moment of use. */
export function providerSecrets(ports: {
  readonly keys: Keys;
  readonly configs: Pick<ConfigVersions, "parsed" | "pointers">;
  readonly log: Logger;
}): ProviderSecrets {
  const { keys, configs, log } = ports;

  async function activeConfigs(tenantId: TenantId, configName: string | undefined): Promise<TenantConfig[]> {
    const active = Object.entries((await configs.pointers(tenantId))?.byName ?? {});
    const meant = active.filter(([name]) => configName === undefined || name === configName);
    return Promise.all(meant.map(([name, { version }]) => configs.parsed(tenantId, name, version)));
  }

  /** A tenant that names a secret of its own is never believed on the agency's. */
  async function secretsOf(tenantId: TenantId, config: TenantConfig, kind: SecretKind): Promise<readonly string[]> {
    const names = kind.named(config).flatMap((reference) => secretNameIn(reference ?? "") ?? []);
    if (names.length === 0) {
      const usual = await keys.secret(tenantId, kind.usualName);
      return usual === undefined ? ofPlatform(kind) : [usual];
    }
    const values = await Promise.all(names.map((name) => keys.secret(tenantId, name)));
    const missing = names.filter((_, index) => values[index] === undefined);
    if (missing.length > 0) log.error({ tenantId, missing }, "A secret that webhooks are verified with is not set");
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
      const found = await activeConfigs(tenantId.data, configName);
      const secrets = await Promise.all(found.map((config) => secretsOf(tenantId.data, config, kind)));
      return [...new Set(secrets.flat())];
    },
    async activeConfig(tenantId, configName) {
      return (await activeConfigs(tenantId, configName))[0];
    },
  };
}
