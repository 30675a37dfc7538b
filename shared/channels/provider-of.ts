import type { ChannelType } from "../events/index.ts";
import type { IntegrationSections } from "../schema/capability.ts";
import type { ProviderName } from "./channel-message.ts";
import type { ChannelSections, InputChannel } from "./config.ts";
import { providerKind } from "./provider-kind.ts";

/** Who carries a channel's messages for a tenant. */
export interface ChannelProvider {
  readonly provider: ProviderName;
  /** Its name in the configuration: a built-in one, or an integration's. */
  readonly account: string;
  /** The tenant's own number or account that messages leave from, where the configuration gives one. */
  readonly address: string | null;
}

const usual = {
  whatsapp: "twilio_whatsapp",
  sms: "twilio_sms",
  instagram: "meta_instagram",
  email: "sendgrid",
} as const;

export type CarriedChannel = keyof typeof usual;

/** Channels whose answers go through a provider; the others' go back the way the question came. */
export function isCarried(channel: ChannelType): channel is CarriedChannel {
  return Object.hasOwn(usual, channel);
}

/**
 * The provider of the input channel that a conversation came in on; of the output channel where there is no input.
 * `accountAddress`: the tenant's number or account the conversation is held on; null for the channel's first.
 */
export function providerOf(
  config: ChannelSections & IntegrationSections,
  channel: CarriedChannel,
  accountAddress: string | null,
): ChannelProvider {
  const inputs = config.channels.input.filter((input) => input.enabled && input.type === channel);
  const input = inputs.find((each) => addressesOf(each).includes(accountAddress ?? "")) ?? inputs[0];
  const account = input?.provider ?? outputProvider(config, channel) ?? usual[channel];
  const address = accountAddress ?? (input ? (addressesOf(input)[0] ?? null) : null);
  return { provider: providerKind(account, channel, config.integrations.available), account, address };
}

function addressesOf(input: InputChannel): readonly string[] {
  switch (input.type) {
    case "whatsapp":
    case "sms":
      return [input.config.phone_number];
    case "instagram":
      return [input.config.business_account];
    case "email":
      return [input.config.address];
    default:
      return [];
  }
}

function outputProvider(config: ChannelSections, channel: CarriedChannel): string | undefined {
  return config.channels.output.flatMap((output) =>
    output.type === channel && "provider" in output.config ? [output.config.provider] : [],
  )[0];
}
