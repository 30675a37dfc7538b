import { type IdentityKind, identityKinds } from "../channels/definitions.ts";
import type { ChannelType } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import { customerIdOfIdentity, identityOf, isVouchedFor } from "./identity.ts";

export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

/**
 * The identity a person goes by, of the one their channel knows and those they named, newest last. What a channel vouches
 * for is never exchanged for another of its kind: a WhatsApp number stays who it is, whatever number is named in it.
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
