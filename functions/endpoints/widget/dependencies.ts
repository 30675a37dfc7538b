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
  /** The tenant's chat configuration. @throws TerminalError `config-not-found` if there is none. */
  configOf(tenantId: TenantId): Promise<TenantConfig>;
  readonly production: boolean;
  readonly behindLoadBalancer: boolean;
  /** Whether `/widget/demo` serves the demo page. */
  readonly demo: boolean;
  /** The folder with the script's files (see `writeStaticFiles` in hosts/build). Defaults to the project root. */
  readonly staticRoot?: string;
  readonly log: Logger;
}
