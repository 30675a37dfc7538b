import { type IdentityKind, identityKinds } from "../channels/definitions.ts";
import type { ChannelType } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import { customerIdOfIdentity, identityOf, isVouchedFor } from "./identity.ts";

export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

/**
 * The best identity of a person, from the channel's own and those the person named, newest last. A verified identity is
 * never replaced by another of its kind: a WhatsApp number stays, even if the customer names another number.
 */
export function bestIdentity(own: Identity, named: readonly Identity[]): Identity {
  const claims = named.filter(({ kind }) => !(isVouchedFor(own.kind) && kind === own.kind));
  return [own, ...claims].reduce((best, each) =>
    identityKinds.indexOf(each.kind) <= identityKinds.indexOf(best.kind) && each !== own ? each : best,
  );
}

export function personIdOf(
  tenantId: TenantId,
  from: { readonly channel: ChannelType; readonly address: string },
  named: readonly Identity[],
): string {
  const { kind, value } = bestIdentity(identityOf(from.channel, from.address), named);
  return customerIdOfIdentity(tenantId, kind, value);
}
