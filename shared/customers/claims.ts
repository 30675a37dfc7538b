import type { TenantIds } from "../platform/tenant-ids.ts";
import type { Customer } from "./customer.ts";
import { customerIdOfIdentity } from "./identity.ts";

/** The claims that are still to be proven: an address that the customer is known to have is none. Pure. */
export function openClaims(
  ids: TenantIds,
  { identities, claims }: Pick<Customer, "identities" | "claims">,
): NonNullable<Customer["claims"]> {
  const verified = new Set(
    identities.filter((identity) => identity.verified).map(({ kind, value }) => customerIdOfIdentity(ids, kind, value)),
  );
  const open = (id: string | null = null) => (id !== null && verified.has(id) ? null : id);
  return { phone: open(claims?.phone), email: open(claims?.email) };
}
