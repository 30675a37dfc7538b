import { canonicalAddress, otherSpellings } from "../channels/addresses/canonical-address.ts";
import { isWhatsappUserId } from "../channels/addresses/whatsapp-user-id.ts";
import { channels, type IdentityKind, whatsappUserKind } from "../channels/definitions.ts";
import type { ChannelType } from "../events/index.ts";
import type { TenantIds } from "../platform/tenant-ids.ts";
import { type Customer, withAddress } from "./customer.ts";

/** The identity behind an address of a channel. WhatsApp, SMS and calls share the phone number. */
export function identityOf(
  channel: ChannelType,
  address: string,
): { readonly kind: IdentityKind; readonly value: string } {
  const { kind } = channels[channel].identity;
  if (isClaimedSender(address)) return { kind: "web_session", value: address };
  if (channel === "whatsapp" && isWhatsappUserId(address)) return { kind: whatsappUserKind, value: address };
  return { kind, value: canonicalAddress(kind, address) };
}

/** The customer's id, derived from the address. Channels that share an identity kind give the same id. */
export function customerIdOf(ids: TenantIds, channel: ChannelType, address: string): string {
  const { kind, value } = identityOf(channel, address);
  return customerIdOfIdentity(ids, kind, value);
}

/**
 * Whose conversation it is: the owner of the address that the channel knows. The id stored with an older conversation
 * may be that of a person whom the customer merely named.
 */
export function ownerOf(
  ids: TenantIds,
  { channel, customer }: { readonly channel: ChannelType; readonly customer: Sender },
): string {
  return customerIdOf(ids, channel, senderKeyOf(customer));
}

export interface Sender {
  readonly address: string;
  readonly claim?: string | undefined;
}

/** What identifies the customer of a conversation: the address, or the claim where nothing proves the address. */
export function senderKeyOf({ address, claim }: Sender): string {
  return claim ?? address;
}

export function customerIdOfIdentity(ids: TenantIds, kind: IdentityKind, value: string): string {
  return idOfSpelling(ids, kind, canonicalAddress(kind, value));
}

/** Ids that earlier releases gave the owner of this address: of its other spellings, and without the tenant's key. */
export function earlierIdsOf(ids: TenantIds, kind: IdentityKind, value: string): readonly string[] {
  const spellings = [canonicalAddress(kind, value), ...otherSpellings(kind, value)];
  const unkeyed = spellings.flatMap((each) => ids.formerly("customer", ids.tenantId, kind, each) ?? []);
  return [...spellings.slice(1).map((each) => idOfSpelling(ids, kind, each)), ...unkeyed];
}

function idOfSpelling(ids: TenantIds, kind: IdentityKind, spelling: string): string {
  return ids.of("customer", ids.tenantId, kind, spelling);
}

/** Whether a conversation belongs to the person with these ids. */
export function isOwnedBy(
  ids: TenantIds,
  conversation: { readonly channel: ChannelType; readonly customer: Sender },
  customerIds: readonly string[],
): boolean {
  const { kind, value } = identityOf(conversation.channel, senderKeyOf(conversation.customer));
  const own = [ownerOf(ids, conversation), ...earlierIdsOf(ids, kind, value)];
  return own.some((id) => customerIds.includes(id));
}

/** Whether the channels with this kind of identity prove that the customer owns the address. */
export function isVouchedFor(kind: IdentityKind): boolean {
  return vouchedKinds.has(kind);
}

const vouchedKinds: ReadonlySet<IdentityKind> = new Set([
  ...Object.values(channels).flatMap(({ identity: { kind, vouched } }) => (vouched ? [kind] : [])),
  whatsappUserKind,
]);

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

/** The customer with the address and the name that the channel knows them by. */
export function withChannelAddress(
  customer: Customer,
  from: {
    readonly channel: ChannelType;
    readonly customer: Sender & { readonly name: string | null };
  },
  at: string,
): Customer {
  const { kind, value } = identityOf(from.channel, senderKeyOf(from.customer));
  const known = withAddress(customer, { kind, value, verified: isVouchedFor(kind) }, at);
  return known.name === null ? { ...known, name: from.customer.name } : known;
}
