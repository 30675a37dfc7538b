import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import type { Environment } from "../../../shared/environment.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { once } from "../../app/lazy.ts";
import { keepBodiesUnread } from "../../app/patches/unread-bodies.ts";
import { openReportRecorder } from "../../engines/conversation/index.ts";
import type { RecordReports } from "../../engines/conversation/outbound/record-reports.ts";
import { areReportsReceived } from "../../engines/webhooks/index.ts";
import type { HttpHandler } from "../http/shell.ts";
import { gitHubWebhookEndpoint } from "./github/index.ts";
import { liveKitWebhook } from "./livekit.ts";
import { configuredMetaAccounts } from "./meta/accounts.ts";
import { metaWebhookEndpoint } from "./meta/index.ts";
import { providerSecrets } from "./provider-secrets.ts";
import { recordingBus } from "./publishing/recording-bus.ts";
import { razorpayWebhook } from "./razorpay.ts";
import { sendgridEvents } from "./sendgrid/events.ts";
import { sendgridInbound } from "./sendgrid/inbound.ts";
import { configuredTelegramBots } from "./telegram/accounts.ts";
import { telegramWebhook } from "./telegram/index.ts";
import { twilioWebhooks } from "./twilio/twilio.ts";
import { configuredTwilioAccounts } from "./twilio/twilio-accounts.ts";
import { twilioVoiceWebhook } from "./twilio-voice/index.ts";
import { webhookEndpoint } from "./webhook-endpoint.ts";
import { zendeskWebhookEndpoint } from "./zendesk/index.ts";

export interface WebhookDependencies {
  readonly platform: Pick<Platform, "documents" | "keys" | "bus" | "blobs">;
  readonly configs: Pick<ConfigVersions, "parsed" | "pointers">;
  readonly environment: Pick<Environment, "LIVEKIT_URL" | "LIVEKIT_SIP_HOST">;
  /** The origin that providers call and sign. Never taken from a request. */
  readonly publicUrl: string;
  readonly log: Logger;
  readonly now: () => Date;
}

/** The handler of all providers' webhooks under `/webhooks/`. */
export function webhooksFunction(deps: WebhookDependencies): HttpHandler {
  const { platform, log, now, publicUrl } = deps;
  const accounts = configuredTwilioAccounts({ ...platform, configs: deps.configs, log });
  keepBodiesUnread("/webhooks/");
  const secrets = providerSecrets({ keys: platform.keys, configs: deps.configs, log });
  const recorder = once(() => openReportRecorder(platform));
  const reports = {
    bus: platform.bus,
    areReceived: (tenantId: TenantId) =>
      areReportsReceived({ documents: platform.documents, configs: deps.configs, now }, tenantId),
    record: async (...given: Parameters<RecordReports>) => (await recorder())(...given),
    log,
  };
  const publishing = { bus: recordingBus(reports), now };
  const receiving = { documents: platform.documents, ...publishing };
  const webhooks = [
    // The sender asks Twilio about a send with an unknown outcome, so that no report has to confirm it.
    ...twilioWebhooks({
      accounts,
      ...receiving,
      bus: recordingBus({ ...reports, isQueuedKnown: true }),
    }),
    twilioVoiceWebhook({
      accounts,
      keys: platform.keys,
      configs: deps.configs,
      environment: deps.environment,
      ...publishing,
    }),
    metaWebhookEndpoint({ accounts: configuredMetaAccounts(platform.documents, secrets), ...receiving }),
    sendgridEvents({ secrets, ...publishing }),
    sendgridInbound({ secrets, blobs: platform.blobs, ...receiving }),
    zendeskWebhookEndpoint({ secrets, ...publishing }),
    razorpayWebhook({ secrets, ...publishing }),
    liveKitWebhook({ keys: platform.keys, environment: deps.environment, ...receiving }),
    gitHubWebhookEndpoint({ secrets, ...receiving }),
    telegramWebhook({ bots: configuredTelegramBots(platform.documents, secrets), ...receiving }),
  ];
  return webhookEndpoint({ webhooks, publicUrl, log });
}
