import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import type { Source } from "../../../../shared/knowledge/source.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import type { AllowedOrigins } from "../../http/cors.ts";

export interface McpDependencies {
  readonly configs: Pick<ConfigVersions, "active" | "pointers" | "parsed">;
  /** Searches as the tenant's agent does. `config` null is the tenant's default configuration. */
  searchKnowledge(tenantId: TenantId, search: KnowledgeSearch): Promise<readonly Source[]>;
  readonly publicUrl: string;
  readonly allowedOrigins: AllowedOrigins;
  readonly version: string;
  readonly log: Logger;
}

export interface KnowledgeSearch {
  readonly config: string | null;
  readonly base: string | null;
  readonly query: string;
  readonly limit: number;
}
