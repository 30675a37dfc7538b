import type { TenantConfig } from "../../../shared/config/index.ts";
import { sessionIsOver } from "../../../shared/contracts/conversation/conversation-session.ts";
import type { ConversationSummary } from "../../../shared/contracts/conversation/conversation-summary.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";

export interface ConfigDependencies {
  activeConfig(tenantId: TenantId, name: string | null): Promise<{ readonly name: string; readonly version: number }>;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}

/**
 * The configuration under which the conversation will send the message: its own while its session is open, else the
 * active version of the requested one.
 * @throws Problem 409 `config-in-use` when the session is open under another one
 */
export async function configForMessage(
  { activeConfig, config }: ConfigDependencies,
  tenantId: TenantId,
  {
    requested,
    conversation,
    now,
  }: {
    readonly requested: string | undefined;
    readonly conversation: ConversationSummary | undefined;
    readonly now: Date;
  },
): Promise<{ readonly name: string; readonly config: TenantConfig }> {
  const open = conversation && !sessionIsOver(conversation, now) ? conversation.config : undefined;
  if (open && requested !== undefined && requested !== open.name)
    throw new Problem(
      409,
      "config-in-use",
      `The conversation is open under the configuration "${open.name}". Leave out config_id, or send the message once the conversation is resolved or has been idle for a day.`,
    );
  const used = open ?? (await activeConfig(tenantId, requested ?? conversation?.config.name ?? null));
  return { name: used.name, config: await config(tenantId, used.name, used.version) };
}
