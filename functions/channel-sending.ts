import { channelSender, type ProviderSender } from "../shared/channels/sender.ts";
import type { TenantConfig } from "../shared/config/index.ts";
import type { Environment } from "../shared/environment.ts";
import type { Platform } from "../shared/platform/platform.ts";
import type { TenantId } from "../shared/platform/tenant.ts";
import { TerminalError } from "../shared/runtime/errors.ts";
import type { Sender } from "../shared/runtime/outbox.ts";
import { once } from "./lazily.ts";

/** The sender of every channel's messages; what a provider needs is loaded at its first message. */
export function channelSending(parts: {
  readonly platform: Platform;
  readonly environment: Environment;
  readonly publicUrl: string;
  readonly now: () => Date;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}): Sender {
  const { platform, environment, publicUrl, config } = parts;
  const { keys } = platform;
  const twilio = async () =>
    (await import("../shared/channels/twilio.ts")).twilioSender({
      keys,
      config,
      publicUrl,
      baseUrl: environment.TWILIO_BASE_URL,
    });
  const notYet = async () => {
    throw new TerminalError("channel-not-connected", "This provider is not connected.");
  };
  return channelSender({ twilio: loaded(twilio), meta: notYet, sendgrid: notYet });
}

function loaded(load: () => Promise<ProviderSender>): ProviderSender {
  const sender = once(load);
  return async (message, send) => (await sender())(message, send);
}
