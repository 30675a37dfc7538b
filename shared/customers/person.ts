import { type IdentityKind, identityKinds } from "../channels/definitions.ts";
import type { ChannelType } from "../events/index.ts";
import type { TenantIds } from "../platform/tenant-ids.ts";
import { customerIdOfIdentity, identityOf, isVouchedFor } from "./identity.ts";

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
  ids: TenantIds,
  from: { readonly channel: ChannelType; readonly address: string },
  proven: readonly Identity[],
): string {
  const { kind, value } = bestIdentity(identityOf(from.channel, from.address), proven);
  return customerIdOfIdentity(ids, kind, value);
}
