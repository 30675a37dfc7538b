import type { ChannelType } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import { deriveId } from "../runtime/ids.ts";
import { addressesIn } from "./channel-settings.ts";
import type { ChannelSections } from "./config.ts";
import { type CarriedChannel, carriedChannels, carrierOf, channels, isCarried } from "./definitions.ts";

/** The one conversation a tenant has with an address of a channel; the endpoints derive it the same way. */
export function conversationIdOf(tenantId: TenantId, channel: ChannelType, address: string): string {
  return deriveId("conversation", tenantId, channel, address);
}

/**
 * The tenant's own address on a channel: of the first enabled input, for mail else the one it writes from; null where
 * the channel has none.
 */
export function accountAddressOf(config: ChannelSections, channel: ChannelType): string | null {
  if (!isCarried(channel)) return null;
  const input = config.channels.input.find((each) => each.type === channel && each.enabled);
  return input ? (addressesIn(input)[0]?.[0] ?? null) : writingAddressOf(config, channel);
}

/** Of a tenant that sends and reads nothing. */
function writingAddressOf(config: ChannelSections, channel: CarriedChannel): string | null {
  const outputs = config.channels.output.filter(({ type, enabled }) => type === channel && enabled);
  const [address = null] = outputs.flatMap((each) => carrierOf(channel).writesFrom?.(each.config as never) ?? []);
  return address;
}

/** Channels that write to an address nobody is connected at: without an account of the tenant's, nothing leaves. */
export function needsAccount(channel: ChannelType): boolean {
  return isCarried(channel);
}

/** The channel to begin with, of those that know people by such an address: the first where the tenant has an account. */
export function channelFor(config: ChannelSections, kind: "phone" | "email"): CarriedChannel {
  const candidates = carriedChannels.filter((channel) => channels[channel].identity.kind === kind);
  const chosen = candidates.find((channel) => accountAddressOf(config, channel) !== null) ?? candidates.at(-1);
  if (chosen === undefined) throw new Error(`No channel knows people by ${kind}.`);
  return chosen;
}
