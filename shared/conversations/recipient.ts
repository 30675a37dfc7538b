import type { TenantConfig } from "../config/index.ts";
import type { ChannelType } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import { deriveId } from "../runtime/ids.ts";

/** The one conversation a tenant has with an address of a channel; the doors derive it the same way. */
export function conversationIdOf(tenantId: TenantId, channel: ChannelType, address: string): string {
  return deriveId("conversation", tenantId, channel, address);
}

/** The tenant's own address on a channel: of the first enabled input; null where the channel has none. */
export function accountAddressOf(config: Pick<TenantConfig, "channels">, channel: ChannelType): string | null {
  const input = config.channels.input.find((each) => each.type === channel && each.enabled);
  if (!input) return null;
  if (input.type === "whatsapp" || input.type === "sms") return input.config.phone_number;
  if (input.type === "instagram") return input.config.business_account;
  if (input.type === "email") return input.config.address;
  return null;
}

/** Channels that write to an address nobody is connected at: without an account of the tenant's, nothing leaves. */
export function needsAccount(channel: ChannelType): boolean {
  return channel === "whatsapp" || channel === "sms" || channel === "instagram" || channel === "email";
}
