import { channels, type IdentityKind } from "../channels/definitions.ts";
import type { ChannelType } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import { deriveId } from "../runtime/ids.ts";

/** What an address of a channel says about the person: WhatsApp, SMS and calls share the phone number. */
export function identityOf(
  channel: ChannelType,
  address: string,
): { readonly kind: IdentityKind; readonly value: string } {
  const { kind } = channels[channel].identity;
  // The case of an e-mail address says nothing about whose it is.
  return { kind, value: kind === "email" ? address.toLowerCase() : address };
}

/** The same id for the same person wherever they write from, as far as the address alone tells. */
export function customerIdOf(tenantId: TenantId, channel: ChannelType, address: string): string {
  const { kind, value } = identityOf(channel, address);
  return customerIdOfIdentity(tenantId, kind, value);
}

/**
 * Whose conversation it is: the owner of the address that the channel knows. The id stored with an older conversation
 * may be that of a person whom the customer merely named.
 */
export function ownerOf(
  tenantId: TenantId,
  { channel, customer }: { readonly channel: ChannelType; readonly customer: { readonly address: string } },
): string {
  return customerIdOf(tenantId, channel, customer.address);
}

export function customerIdOfIdentity(tenantId: TenantId, kind: IdentityKind, value: string): string {
  return deriveId("customer", tenantId, kind, value);
}

/** Whether the channels that know a customer by such an address prove that they have it. */
export function isVouchedFor(kind: IdentityKind): boolean {
  return vouchedKinds.has(kind);
}

const vouchedKinds: ReadonlySet<IdentityKind> = new Set(
  Object.values(channels).flatMap(({ identity: { kind, vouched } }) => (vouched ? [kind] : [])),
);
