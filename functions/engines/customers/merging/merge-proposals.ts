import { type Customer, customers } from "../../../../shared/customers/customer.ts";
import { customerIdOfIdentity, earlierIdsOf } from "../../../../shared/customers/identity.ts";
import { readOwner } from "../../../../shared/customers/store.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { requireCustomer } from "../require-customer.ts";
import { type AddressKind, type Likeness, likenessOf } from "./likeness.ts";

/** Somebody who may be the same person, and why. */
export interface MergeProposal extends Likeness {
  readonly other: Customer;
}

/** Records read for one claimed address. */
const claimants = 10;
const kinds = ["phone", "email"] as const satisfies readonly AddressKind[];

interface Scope {
  readonly documents: Documents;
  readonly tenantId: TenantId;
  readonly now: Date;
}

/**
 * Other customers who share an address with this one: one of them claims what the other is known to have, or both claim
 * the same. Those with most in common come first; refused ones are left out. Costs at most one query for
 * each address of the record and two for its newest claims.
 */
export async function mergeProposals(scope: Scope, customer: Customer): Promise<readonly MergeProposal[]> {
  const ids = await scope.documents.ids(scope.tenantId);
  const found = await Promise.all([ownersOfClaims(scope, customer), claimantsOf(scope, ids, customer)]);
  const others = new Map(found.flat().map((other) => [other.id, other]));
  return [...others.values()]
    .filter((other) => other.id !== customer.id && other.mergedInto === null && !areApart(customer, other))
    .map((other) => ({ other, ...likenessOf(customer, other) }))
    .filter(({ reasons }) => reasons.length > 0)
    .toSorted((one, two) => two.reasons.length - one.reasons.length || (one.other.id < two.other.id ? -1 : 1));
}

/** Whether an operator has said that they are two people. */
function areApart(one: Customer, other: Customer): boolean {
  const says = (who: Customer, of: Customer) => [of.id, ...of.mergedFrom].some((id) => who.apart?.includes(id));
  return says(one, other) || says(other, one);
}

/** Who is known to have an address that this customer only claims. */
async function ownersOfClaims({ documents, tenantId, now }: Scope, { identities }: Customer): Promise<Customer[]> {
  const claims = identities.filter(({ kind, verified }) => !verified && isAddress(kind));
  const owners = await Promise.all(
    claims.map(async ({ kind, value }) => {
      const owner = await readOwner(documents, { tenantId, kind, value, now });
      if (owner.stored || owner.absorbed) return owner.state;
      // Somebody who has only chatted has no record yet.
      return requireCustomer(documents, tenantId, owner.state.id, now).then(({ state }) => state, ifUnknown);
    }),
  );
  return owners.filter((owner) => owner !== undefined);
}

/** Who claims an address that this customer has or claims as well. */
async function claimantsOf({ documents, tenantId }: Scope, ids: TenantIds, customer: Customer): Promise<Customer[]> {
  const pages = await Promise.all(
    kinds.flatMap((kind) =>
      addressIdsOf(ids, customer, kind).map((id) =>
        documents.query(tenantId, customers.collection, {
          where: [[`state.claims.${kind}`, "==", id]],
          orderBy: { field: "state.updatedAt", direction: "desc" },
          limit: claimants,
        }),
      ),
    ),
  );
  return pages.flatMap(({ items }) => items.map(({ data }) => data.state));
}

/** Under which the customer's addresses of a kind are claimed by others. */
function addressIdsOf(ids: TenantIds, { identities, claims }: Customer, kind: AddressKind): readonly string[] {
  const own = identities
    .filter((identity) => identity.kind === kind && identity.verified)
    .flatMap(({ value }) => [customerIdOfIdentity(ids, kind, value), ...earlierIdsOf(ids, kind, value)]);
  return [...new Set([...own, claims?.[kind] ?? []].flat())];
}

function isAddress(kind: string): kind is AddressKind {
  return kinds.some((each) => each === kind);
}

function ifUnknown(error: unknown): undefined {
  if (error instanceof Problem && error.status === 404) return undefined;
  throw error;
}
