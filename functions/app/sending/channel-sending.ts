import { baseUrlsIn } from "../../../shared/channels/base-urls.ts";
import { messagesPerSecond } from "../../../shared/channels/channel-settings.ts";
import { providers } from "../../../shared/channels/definitions.ts";
import { reportingRefusals } from "../../../shared/channels/opt-out/report-refusals.ts";
import type { ChannelMessage, ProviderName } from "../../../shared/channels/sending/channel-message.ts";
import { channelSender, type ProviderSender } from "../../../shared/channels/sending/sender.ts";
import { withTestOutcomes } from "../../../shared/channels/sending/test-outcomes.ts";
import type { Certainty } from "../../../shared/channels/sending/uncertain-sends.ts";
import type { TenantConfig } from "../../../shared/config/index.ts";
import type { Environment } from "../../../shared/environment.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { Sender } from "../../../shared/runtime/outbox.ts";
import { once } from "../lazy.ts";

/** Meta and SendGrid report on an accepted message within seconds. */
const graceMs = 30_000;

/** The sender of every channel's messages. A provider's dependencies are loaded at its first message. */
export function channelSending(parts: {
  readonly platform: Platform;
  readonly environment: Environment;
  readonly publicUrl: string;
  readonly now: () => Date;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}): Sender {
  const { platform, environment, publicUrl, config, now } = parts;
  const { keys, documents, bus } = platform;
  const certainty: Certainty = { documents, now, graceMs, reported: reportedIdReader(documents) };
  const baseUrls = baseUrlsIn(environment);
  const senders = Object.fromEntries(
    (Object.keys(providers) as readonly ProviderName[]).map((name) => [
      name,
      loadedOnce(async () => {
        const { sender } = await providers[name].load();
        const send = await sender({ keys, config, publicUrl, baseUrl: baseUrls[name], certainty });
        return reportingRefusals({ bus, now }, withTestOutcomes(send));
      }),
    ]),
  ) as Record<ProviderName, ProviderSender>;
  return channelSender(senders, async (tenantId, message) =>
    messagesPerSecond(await config(tenantId, message.config.name, message.config.version), message.channel),
  );
}

/** Reads which message id the providers' webhooks reported for a part. */
function reportedIdReader(documents: Documents) {
  return async (tenantId: TenantId, { turnId, messageId, part }: ChannelMessage): Promise<string | undefined> => {
    if (turnId === null) return undefined;
    const { reportedPart, turnDeliveries } = await import("../../../shared/contracts/sending/delivery-progress.ts");
    const turn = await documents.get(tenantId, turnDeliveries, turnId);
    return reportedPart(turn?.data.state.deliveries ?? {}, messageId, part);
  };
}

function loadedOnce(load: () => Promise<ProviderSender>): ProviderSender {
  const sender = once(load);
  return async (message, send) => (await sender())(message, send);
}
