import type { ConfigVersions } from "../../shared/config/versions.ts";
import type { HttpHandler } from "../../shared/http/handler.ts";
import { keepBodiesUnread } from "../../shared/http/unread-bodies.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import { webhookDoor } from "./door.ts";
import { twilioWebhooks } from "./twilio.ts";
import { configuredTwilioAccounts } from "./twilio-accounts.ts";

export interface WebhookDependencies {
  readonly platform: Pick<Platform, "documents" | "keys" | "bus">;
  readonly configs: Pick<ConfigVersions, "parsed" | "pointers">;
  /** The origin providers call and sign; never taken from a request. */
  readonly publicUrl: string;
  readonly log: Logger;
  readonly now: () => Date;
}

/** Every provider's webhooks, as one function under `/webhooks/`. */
export function webhooksFunction(deps: WebhookDependencies): HttpHandler {
  const { platform, log, now, publicUrl } = deps;
  const accounts = configuredTwilioAccounts({ ...platform, configs: deps.configs, log });
  keepBodiesUnread("/webhooks/");
  return webhookDoor({ webhooks: twilioWebhooks({ accounts, bus: platform.bus, now }), publicUrl, log });
}
