import type { TenantConfig } from "../../../shared/config/index.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { VisitorLimits } from "../../../shared/security/limits/visitor-limits.ts";
import type { Visitor, VisitorTokens } from "../../../shared/security/tokens/visitor-tokens.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import type { DemoVisits } from "../../engines/demo/visits.ts";
import type { Exchange, Resource } from "../http/exchange.ts";
import type { VisitorChat } from "./chat.ts";
import type { CallOffer } from "./offer.ts";

export interface WidgetDependencies {
  readonly chat: VisitorChat;
  /**
   * Opens a call of the visitor's, in the language that they chose.
   * @throws Problem 403 `web-voice-disabled`, 503 `voice-not-configured`
   */
  openCall(visitor: Visitor, language: string | undefined): Promise<object>;
  readonly tokens: VisitorTokens;
  readonly blobs: Blobs;
  /** Whether the chat and the calls of a demo may be used, and how often. */
  readonly sandbox: Pick<DemoVisits, "admit" | "countMessage">;
  /** The pages of demos. */
  demoPages(exchange: Exchange): Resource | undefined;
  readonly limits: VisitorLimits;
  /** The tenant's chat configuration. @throws TerminalError `config-not-found` if there is none. */
  configOf(tenantId: TenantId): Promise<TenantConfig>;
  /** How calls are carried here. */
  calls(): Promise<CallOffer>;
  readonly production: boolean;
  readonly behindLoadBalancer: boolean;
  /** Whether `/widget/demo` serves the demo page. */
  readonly demo: boolean;
  /** The folder with the script's files (see `writeStaticFiles` in hosts/build). Defaults to the project root. */
  readonly staticRoot?: string;
  readonly log: Logger;
}
