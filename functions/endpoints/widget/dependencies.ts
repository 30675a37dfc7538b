import type { TenantConfig } from "../../../shared/config/index.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { VisitorTokens } from "../../../shared/security/visitor-tokens.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import type { VisitorChat } from "./chat.ts";
import type { WidgetLimits } from "./limits.ts";

export interface WidgetDependencies {
  readonly chat: VisitorChat;
  readonly tokens: VisitorTokens;
  readonly blobs: Blobs;
  readonly limits: WidgetLimits;
  /** The configuration of the tenant's chats. @throws TerminalError `config-not-found` when there is none. */
  configOf(tenantId: TenantId): Promise<TenantConfig>;
  readonly production: boolean;
  readonly behindLoadBalancer: boolean;
  /** Whether `/widget/demo` shows the chat in a page of our own. */
  readonly demo: boolean;
  /** The folder that holds the script's files; see `writeStaticFiles` in hosts/build. The project's own unless given. */
  readonly staticRoot?: string;
  readonly log: Logger;
}
