import type { Agent } from "../../../shared/agent/agent.ts";
import type { TenantConfig } from "../../../shared/config/index.ts";
import type { SessionConfig } from "../../../shared/contracts/conversation/session-config.ts";
import type { Knowledge } from "../../../shared/knowledge/knowledge.ts";
import type { Models } from "../../../shared/models/model.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { AvailableTools } from "../../../shared/tools/tool-set.ts";
import type { ReadAttachment } from "../../app/sending/attachment-reader.ts";

/** The engine's dependencies, composed in functions/app/compose.ts. */
export interface ConversationDependencies {
  readonly platform: Pick<Platform, "documents">;
  readonly agent: Agent;
  readonly models: Models;
  /**
   * The configuration for the customer's new session.
   * @throws TerminalError `config-not-found` when the tenant has no configuration.
   */
  activeConfig(tenantId: TenantId, name: string | null, customerId?: string): Promise<SessionConfig>;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
  tools(config: TenantConfig): Promise<AvailableTools>;
  knowledge(config: TenantConfig): Promise<Knowledge>;
  readonly readAttachment: ReadAttachment;
  /** Whether the tenant has a server of its own that is told what happens. */
  hasWebhookReceivers(tenantId: TenantId): Promise<boolean>;
  /** Whether the tenant has an analytics integration, which gets opened conversations. */
  hasAnalytics(tenantId: TenantId): Promise<boolean>;
}
