import { randomUUID } from "node:crypto";
import { identityKinds } from "../../../../shared/channels/definitions.ts";
import { openClaims } from "../../../../shared/customers/claims.ts";
import { type Customer, mostApart } from "../../../../shared/customers/customer.ts";
import { joinCustomers, mergeTombstone } from "../../../../shared/customers/join.ts";
import { type CustomerSnapshot, writeCustomer } from "../../../../shared/customers/store.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Documents, Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { auditWrite } from "../../../../shared/security/audit.ts";
import { requireCustomer } from "../require-customer.ts";
import { retryContended } from "../retry-contended.ts";
import { likenessOf } from "./likeness.ts";
import { journalled } from "./merge.ts";

export interface Pair {
  readonly documents: Documents;
  readonly tenantId: TenantId;
  /** The operator who decides. */
  readonly by: string;
  readonly customerId: string;
  readonly otherId: string;
  readonly now: () => Date;
}

/**
 * Makes one record of two, as after a proof: the record of the better address stays, the merge is journalled and can be
 * undone. Merging again gives the same record.
 * @throws Problem 404 `customer-not-found`, 409 `customers-unrelated`, `customer-contended`
 */
export async function mergeCustomers(pair: Pair): Promise<Customer> {
  const { documents, tenantId, by, now } = pair;
  const ids = await documents.ids(tenantId);
  return decided(pair, (one, other) => {
    if (one.state.id === other.state.id) return { customer: one.state, writes: [] };
    if (likenessOf(one.state, other.state).reasons.length === 0)
      throw new Problem(
        409,
        "customers-unrelated",
        "These customers have no address in common: nothing proposes this.",
      );
    const at = now().toISOString();
    const [into, from] = isBetter(other.state, one.state) ? [other, one] : [one, other];
    const joined = { ...joinCustomers(into.state, from.state), updatedAt: at };
    const customer = { ...joined, claims: openClaims(ids, joined) };
    const before = { into: into.state, from: from.state };
    const merge = { into: into.state.id, from: from.state.id, at, conversationId: "", by, before };
    const detail = { merged: from.state.id };
    return {
      customer,
      writes: [
        ...writeCustomer(into, customer),
        ...writeCustomer(from, mergeTombstone(from.state, into.state.id, at)),
        journalled(merge, randomUUID()),
        auditWrite({ id: randomUUID(), at, actor: by, target: into.state.id, detail, action: "customer-merged" }),
      ],
    };
  });
}

/**
 * Keeps that they are two people: nothing proposes them again.
 * @throws Problem 404 `customer-not-found`, 409 `customer-contended`
 */
export async function refuseMerge(pair: Pair): Promise<Customer> {
  const at = pair.now().toISOString();
  const apart = ({ state }: CustomerSnapshot, from: string): Customer => ({
    ...state,
    apart: [...(state.apart ?? []).filter((id) => id !== from), from].slice(-mostApart),
  });
  return decided(pair, (one, other) => {
    const customer = apart(one, other.state.id);
    const detail = { other: other.state.id };
    return {
      customer,
      writes: [
        ...writeCustomer(one, customer),
        auditWrite({ id: randomUUID(), at, actor: pair.by, target: one.state.id, detail, action: "merge-refused" }),
      ],
    };
  });
}

interface Decided {
  readonly customer: Customer;
  readonly writes: readonly Write[];
}

function decided(
  { documents, tenantId, customerId, otherId, now }: Pair,
  decide: (one: CustomerSnapshot, other: CustomerSnapshot) => Decided,
): Promise<Customer> {
  return retryContended(async () => {
    const [one, other] = await Promise.all([
      requireCustomer(documents, tenantId, customerId, now()),
      requireCustomer(documents, tenantId, otherId, now()),
    ]);
    const { customer, writes } = decide(one, other);
    if (writes.length > 0) await documents.commit(tenantId, writes);
    return customer;
  });
}

/** Whether a customer goes by a better address than another; of equal ones the older record stays. */
function isBetter(one: Customer, other: Customer): boolean {
  const [mine, theirs] = [rankOf(one), rankOf(other)];
  return mine === theirs ? one.createdAt < other.createdAt : mine < theirs;
}

function rankOf({ identities }: Customer): number {
  const ranks = identities.filter(({ verified }) => verified).map(({ kind }) => identityKinds.indexOf(kind));
  return Math.min(identityKinds.length, ...ranks);
}
