import type { ChannelMessage } from "../../shared/channels/channel-message.ts";
import type { ChannelSections } from "../../shared/channels/config.ts";
import { channelSender, type ProviderSender } from "../../shared/channels/sender.ts";
import type { Certainty } from "../../shared/channels/uncertain-sends.ts";
import type { TenantConfig } from "../../shared/config/index.ts";
import type { Environment } from "../../shared/environment.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import type { TenantId } from "../../shared/platform/tenant.ts";
import type { Sender } from "../../shared/runtime/outbox.ts";
import { once } from "./lazy.ts";

/** Meta and SendGrid tell of a message they took within seconds. */
const graceMs = 30_000;

/** The sender of every channel's messages; what a provider needs is loaded at its first message. */
export function channelSending(parts: {
  readonly platform: Platform;
  readonly environment: Environment;
  readonly publicUrl: string;
  readonly now: () => Date;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}): Sender {
  const { platform, environment, publicUrl, config, now } = parts;
  const { keys, documents } = platform;
  const common = { keys, config };
  const certainty: Certainty = { documents, now, graceMs, reported: reportedIn(documents) };
  const providers = {
    twilio: loaded(async () =>
      (await import("../../shared/channels/twilio.ts")).twilioSender({
        ...common,
        publicUrl,
        baseUrl: environment.TWILIO_BASE_URL,
      }),
    ),
    meta: loaded(async () =>
      (await import("../../shared/channels/meta.ts")).metaSender({
        ...common,
        certainty,
        baseUrl: environment.META_BASE_URL,
      }),
    ),
    sendgrid: loaded(async () =>
      (await import("../../shared/channels/sendgrid.ts")).sendGridSender({
        ...common,
        certainty,
        baseUrl: environment.SENDGRID_BASE_URL,
      }),
    ),
  };
  return channelSender(providers, async (tenantId, message) =>
    messagesPerSecond(await config(tenantId, message.config.name, message.config.version), message.channel),
  );
}

/** As the tenant's output channel says; where it has none, what providers take of everyone. */
function messagesPerSecond({ channels }: ChannelSections, channel: ChannelMessage["channel"]): number {
  const output = channels.output.find(({ type }) => type === channel);
  return output && "max_per_second" in output.config ? output.config.max_per_second : 80;
}

/** What the providers' webhooks have told of a part. */
function reportedIn(documents: Documents) {
  return async (tenantId: TenantId, { turnId, messageId, part }: ChannelMessage): Promise<string | undefined> => {
    if (turnId === null) return undefined;
    const { reportedPart, turnDeliveries } = await import("../../shared/contracts/delivery-progress.ts");
    const turn = await documents.get(tenantId, turnDeliveries, turnId);
    return reportedPart(turn?.data.state.deliveries ?? {}, messageId, part);
  };
}

function loaded(load: () => Promise<ProviderSender>): ProviderSender {
  const sender = once(load);
  return async (message, send) => (await sender())(message, send);
}
