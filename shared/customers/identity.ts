import type { ChannelType } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import { deriveId } from "../runtime/ids.ts";
import type { IdentityKind } from "./customer.ts";

/** What an address of a channel says about the person: WhatsApp, SMS and calls share the phone number. */
export function identityOf(
  channel: ChannelType,
  address: string,
): { readonly kind: IdentityKind; readonly value: string } {
  if (channel === "whatsapp" || channel === "sms" || channel === "voice") return { kind: "phone", value: address };
  if (channel === "email") return { kind: "email", value: address.toLowerCase() };
  if (channel === "instagram") return { kind: "instagram", value: address };
  return { kind: "web_session", value: address };
}

/** The same id for the same person wherever they write from, as far as the address alone tells. */
export function customerIdOf(tenantId: TenantId, channel: ChannelType, address: string): string {
  const { kind, value } = identityOf(channel, address);
  return customerIdOfIdentity(tenantId, kind, value);
}

export function customerIdOfIdentity(tenantId: TenantId, kind: IdentityKind, value: string): string {
  return deriveId("customer", tenantId, kind, value);
}

/** Voice from a browser and chat on a page have a session for an address, which vouches for nobody. */
export function isVouchedFor(kind: IdentityKind): boolean {
  return kind !== "web_session";
}
