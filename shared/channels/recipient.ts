import type { ChannelType } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import { deriveId } from "../runtime/ids.ts";
import type { ChannelSections } from "./config.ts";

/** The one conversation a tenant has with an address of a channel; the doors derive it the same way. */
export function conversationIdOf(tenantId: TenantId, channel: ChannelType, address: string): string {
  return deriveId("conversation", tenantId, channel, address);
}

/**
 * The tenant's own address on a channel: of the first enabled input, for mail else the one it writes from; null where
 * the channel has none.
 */
export function accountAddressOf(config: ChannelSections, channel: ChannelType): string | null {
  const input = config.channels.input.find((each) => each.type === channel && each.enabled);
  if (!input) return channel === "email" ? writingAddressOf(config) : null;
  if (input.type === "whatsapp" || input.type === "sms") return input.config.phone_number;
  if (input.type === "instagram") return input.config.business_account;
  if (input.type === "email") return input.config.address;
  return null;
}

/** Of a tenant that sends mails and reads none. */
function writingAddressOf({ channels }: ChannelSections): string | null {
  const outputs = channels.output.filter(({ enabled }) => enabled);
  const [address = null] = outputs.flatMap((each) => (each.type === "email" ? (each.config.from_address ?? []) : []));
  return address;
}

/** Channels that write to an address nobody is connected at: without an account of the tenant's, nothing leaves. */
export function needsAccount(channel: ChannelType): boolean {
  return channel === "whatsapp" || channel === "sms" || channel === "instagram" || channel === "email";
}
