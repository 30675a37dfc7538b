import type { TenantConfig } from "../../shared/config/index.ts";
import type { TenantId } from "../../shared/platform/tenant.ts";

/** The tenant's active configuration. @throws TerminalError `config-not-found` */
export type ConfigOf = (tenantId: TenantId, name: string | null) => Promise<TenantConfig>;
