import type { ChannelType } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { IdentityKind } from "./customer.ts";
import { customerIdOfIdentity, identityOf, isVouchedFor } from "./identity.ts";

export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

/** What names a person best, first: a phone number is one person's for years, a browser's session for minutes. */
const ranks: readonly IdentityKind[] = ["phone", "email", "instagram", "web_session"];

/**
 * The identity a person goes by, of the one their channel knows and those they named, newest last. What a channel vouches
 * for is never exchanged for another of its kind: a WhatsApp number stays who it is, whatever number is named in it.
 */
export function bestIdentity(own: Identity, named: readonly Identity[]): Identity {
  const claims = named.filter(({ kind }) => !(isVouchedFor(own.kind) && kind === own.kind));
  return [own, ...claims].reduce((best, each) =>
    ranks.indexOf(each.kind) <= ranks.indexOf(best.kind) && each !== own ? each : best,
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
