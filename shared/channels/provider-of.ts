import type { IntegrationSections } from "../schema/capability.ts";
import type { ProviderName } from "./channel-message.ts";
import { addressesIn, type ChannelSections } from "./config.ts";
import { type CarriedChannel, carrierOf } from "./definitions.ts";
import { providerKind } from "./provider-kind.ts";

/** Who carries a channel's messages for a tenant. */
export interface ChannelProvider {
  readonly provider: ProviderName;
  /** Its name in the configuration: a built-in one, or an integration's. */
  readonly account: string;
  /** The tenant's own number or account that messages leave from, where the configuration gives one. */
  readonly address: string | null;
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
  const inputs = config.channels.input
    .filter((input) => input.enabled && input.type === channel)
    .map((input) => ({ provider: input.provider, address: addressesIn(input)[0]?.[0] ?? null }));
  const input = inputs.find(({ address }) => address === (accountAddress ?? "")) ?? inputs[0];
  const account = input?.provider ?? outputProvider(config, channel) ?? carrierOf(channel).account;
  const address = accountAddress ?? input?.address ?? null;
  return { provider: providerKind(account, channel, config.integrations.available), account, address };
}

function outputProvider(config: ChannelSections, channel: CarriedChannel): string | undefined {
  return config.channels.output.flatMap((output) =>
    output.type === channel && "provider" in output.config ? [output.config.provider] : [],
  )[0];
}
