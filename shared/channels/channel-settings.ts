import type { ChannelType } from "../events/index.ts";
import type { IntegrationSections } from "../schema/capability.ts";
import type { ChannelSections, InputChannel } from "./config.ts";
import type { KeyedAddress } from "./definition.ts";
import { type CarriedChannel, carrierOf, definitionOf, providers } from "./definitions.ts";
import type { ProviderName } from "./sending/channel-message.ts";

/** The provider that carries a channel's messages for a tenant. */
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

/**
 * The provider behind an account's name. The name of a built-in account begins with its provider; an integration's
 * provider follows from the settings that its account has.
 */
export function providerKind(
  account: string,
  channel: CarriedChannel,
  integrations: readonly { readonly name: string; readonly config: object }[],
): ProviderName {
  const integration = integrations.find(({ name }) => name === account)?.config ?? {};
  const names = Object.keys(providers) as readonly ProviderName[];
  const named = names.find((name) => {
    const { accountKey } = providers[name];
    return accountKey !== null && (accountKey in integration || account.startsWith(name));
  });
  return named ?? carrierOf(channel).provider;
}

/** The tenant's own addresses in one input. Messages leave from the first. */
export function addressesIn({ type, config }: InputChannel): readonly KeyedAddress[] {
  // The section's own schema has made `config` what its definition reads.
  return definitionOf(type).addresses(config as never);
}

/** False where the tenant has its files sent as links. */
export function takesMedia({ channels }: ChannelSections, channel: ChannelType): boolean {
  const output = channels.output.find(({ type, enabled }) => type === channel && enabled);
  return output && "media_support" in output.config ? output.config.media_support : true;
}

/** Whether unasked messages on the tenant's channel need the customer's opt-in. */
export function requiresOptIn({ channels }: ChannelSections, channel: ChannelType): boolean {
  return channels.output.some(
    ({ type, config }) => type === channel && "opt_in_required" in config && config.opt_in_required,
  );
}

/** The rate of the tenant's output channel; 80, which providers accept from every account, where it has none. */
export function messagesPerSecond({ channels }: ChannelSections, channel: ChannelType): number {
  const output = channels.output.find(({ type }) => type === channel);
  return output && "max_per_second" in output.config ? output.config.max_per_second : 80;
}
