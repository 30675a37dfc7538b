import { channels, type IdentityKind } from "../channels/definitions.ts";
import type { ChannelType } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import { deriveId } from "../runtime/ids.ts";

/** The identity behind an address of a channel. WhatsApp, SMS and calls share the phone number. */
export function identityOf(
  channel: ChannelType,
  address: string,
): { readonly kind: IdentityKind; readonly value: string } {
  const { kind } = channels[channel].identity;
  if (isClaimedSender(address)) return { kind: "web_session", value: address };
  // E-mail addresses are compared without regard to case.
  return { kind, value: kind === "email" ? address.toLowerCase() : address };
}

/** The customer's id, derived from the address. Channels that share an identity kind give the same id. */
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
  { channel, customer }: { readonly channel: ChannelType; readonly customer: Sender },
): string {
  return customerIdOf(tenantId, channel, senderKeyOf(customer));
}

interface Sender {
  readonly address: string;
  readonly claim?: string | undefined;
}

/** What identifies the customer of a conversation: the address, or the claim where nothing proves the address. */
export function senderKeyOf({ address, claim }: Sender): string {
  return claim ?? address;
}

export function customerIdOfIdentity(tenantId: TenantId, kind: IdentityKind, value: string): string {
  return deriveId("customer", tenantId, kind, value);
}

/** Whether the channels with this kind of identity prove that the customer owns the address. */
export function isVouchedFor(kind: IdentityKind): boolean {
  return vouchedKinds.has(kind);
}

const vouchedKinds: ReadonlySet<IdentityKind> = new Set(
  Object.values(channels).flatMap(({ identity: { kind, vouched } }) => (vouched ? [kind] : [])),
);

/**
 * Somebody who writes from an address that nothing proves to be theirs: the Reply-To of a web form's mail, or a sender
 * whose mail passed neither SPF nor DKIM. They are a person of their own, like a visitor of a web page, whatever is known
 * of whoever has the address. The text holds a space, so it never equals an address.
 */
export function claimedSender(claim: { readonly address: string; readonly through: string | null }): string {
  const { address, through } = claim;
  return through === null ? `unproven ${address}` : `reply-to ${address} through ${through}`;
}

export function isClaimedSender(key: string): boolean {
  return /^(unproven|reply-to) \S/.test(key);
}
