import { type Customer, customers } from "../../../../shared/customers/customer.ts";
import { customerIdOfIdentity, earlierIdsOf } from "../../../../shared/customers/identity.ts";
import { readOwner } from "../../../../shared/customers/store.ts";
import type { Documents, Page } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";

interface WantedAddress {
  readonly kind: "phone" | "email";
  readonly value: string;
  /** The address's own id, and those that earlier releases gave it. */
  readonly ids: readonly [string, ...string[]];
}

export function addressesInQuery(
  ids: TenantIds,
  given: { readonly phone: string | undefined; readonly email: string | undefined },
): readonly WantedAddress[] {
  return (["phone", "email"] as const).flatMap((kind) => {
    const value = given[kind];
    return value === undefined
      ? []
      : [{ kind, value, ids: [customerIdOfIdentity(ids, kind, value), ...earlierIdsOf(ids, kind, value)] }];
  });
}

/** The customer who has all of these addresses; where nobody is known to have the first one, those who claim it. */
export async function customersByAddress(
  documents: Documents,
  of: {
    readonly tenantId: TenantId;
    readonly wanted: readonly WantedAddress[];
    readonly paging: { readonly limit: number; readonly cursor?: string | undefined };
    readonly now: Date;
  },
): Promise<Page<Customer>> {
  const { tenantId, wanted, paging, now } = of;
  const known = await Promise.all(
    wanted.map(({ kind, value }) => readOwner(documents, { tenantId, kind, value, now })),
  );
  const owners = known.map(({ state, stored, absorbed }) => (stored || absorbed ? state : undefined));
  const matches = (customer: Customer) =>
    wanted.every(
      ({ kind, ids }, index) => owners[index]?.id === customer.id || ids.includes(customer.claims?.[kind] ?? ""),
    );
  const [owner] = owners.filter((each) => each !== undefined);
  if (owner) return { items: matches(owner) ? [owner] : [] };
  const [first] = wanted;
  if (!first) return { items: [] };
  for (const id of first.ids) {
    const page = await documents.query(tenantId, customers.collection, {
      where: [[`state.claims.${first.kind}`, "==", id]],
      orderBy: { field: "state.updatedAt", direction: "desc" },
      ...paging,
    });
    const items = page.items.map(({ data }) => data.state).filter(matches);
    if (items.length > 0 || page.nextCursor !== undefined) return { items, nextCursor: page.nextCursor };
  }
  return { items: [] };
}
