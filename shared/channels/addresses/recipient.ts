import type { ChannelType } from "../../events/index.ts";
import type { TenantIds } from "../../platform/tenant-ids.ts";
import { addressesIn } from "../channel-settings.ts";
import type { ChannelSections } from "../config.ts";
import { type CarriedChannel, carriedChannels, carrierOf, channels, isCarried } from "../definitions.ts";
import { canonicalAddress, otherSpellings } from "./canonical-address.ts";

/** The id of a tenant's only conversation with an address on a channel. Endpoints derive the same id. */
export function conversationIdOf(ids: TenantIds, channel: ChannelType, address: string): string {
  const { kind } = channels[channel].identity;
  // Only phone numbers have several spellings here. E-mail addresses arrive in one, and a claim is no address.
  const written = kind === "phone" ? canonicalAddress(kind, address) : address;
  return ids.of("conversation", ids.tenantId, channel, written);
}

/** Ids that earlier releases gave the same conversation: of other spellings, and without the tenant's key. */
export function earlierConversationIds(ids: TenantIds, channel: ChannelType, address: string): readonly string[] {
  const { kind } = channels[channel].identity;
  const written = kind === "phone" ? canonicalAddress(kind, address) : address;
  const others = otherSpellings(kind, address);
  const unkeyed = [written, ...others].flatMap(
    (each) => ids.formerly("conversation", ids.tenantId, channel, each) ?? [],
  );
  return [...others.map((each) => ids.of("conversation", ids.tenantId, channel, each)), ...unkeyed];
}

/**
 * The tenant's own address on a channel, from the first enabled input. Without an input, e-mail uses the address it
 * sends from. Null where the channel has no address.
 */
export function accountAddressOf(config: ChannelSections, channel: ChannelType): string | null {
  if (!isCarried(channel)) return null;
  const input = config.channels.input.find((each) => each.type === channel && each.enabled);
  return input ? (addressesIn(input)[0]?.[0] ?? null) : writingAddressOf(config, channel);
}

/** The address of a tenant that sends on the channel and reads nothing there. */
function writingAddressOf(config: ChannelSections, channel: CarriedChannel): string | null {
  const outputs = config.channels.output.filter(({ type, enabled }) => type === channel && enabled);
  const [address = null] = outputs.flatMap((each) => carrierOf(channel).writesFrom?.(each.config as never) ?? []);
  return address;
}

/** Whether the channel sends through an account of the tenant's, because nobody is connected to it. */
export function needsAccount(channel: ChannelType): boolean {
  return isCarried(channel);
}

/** The channel to start with for such an address: the first where the tenant has an account, else the last. */
export function channelFor(config: ChannelSections, kind: "phone" | "email"): CarriedChannel {
  const candidates = carriedChannels.filter((channel) => channels[channel].identity.kind === kind);
  const chosen = candidates.find((channel) => accountAddressOf(config, channel) !== null) ?? candidates.at(-1);
  if (chosen === undefined) throw new Error(`No channel knows people by ${kind}.`);
  return chosen;
}
