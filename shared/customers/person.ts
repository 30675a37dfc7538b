import { type IdentityKind, identityKinds } from "../channels/definitions.ts";
import type { ChannelType } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import { customerIdOf, customerIdOfIdentity, identityOf, isVouchedFor } from "./identity.ts";

export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

/**
 * The identity a person goes by: the one their channel knows, or a better one that they have proven to have. What a
 * channel vouches for is never exchanged for another of its kind. A claim is never a person's identity.
 */
export function bestIdentity(own: Identity, proven: readonly Identity[]): Identity {
  const others = proven.filter(({ kind }) => !(isVouchedFor(own.kind) && kind === own.kind));
  return [own, ...others].reduce((best, each) =>
    identityKinds.indexOf(each.kind) <= identityKinds.indexOf(best.kind) && each !== own ? each : best,
  );
}

export function personIdOf(
  tenantId: TenantId,
  from: { readonly channel: ChannelType; readonly address: string },
  proven: readonly Identity[],
): string {
  const { kind, value } = bestIdentity(identityOf(from.channel, from.address), proven);
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
