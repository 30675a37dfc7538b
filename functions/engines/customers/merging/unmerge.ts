import { messageAuthors } from "../../../../shared/contracts/conversation/conversation-messages.ts";
import { conversationKeys } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import type { Customer } from "../../../../shared/customers/customer.ts";
import { customerIdOfIdentity, earlierIdsOf, isOwnedBy } from "../../../../shared/customers/identity.ts";
import { type CustomerSnapshot, readStoredCustomer, writeCustomer } from "../../../../shared/customers/store.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { type Documents, remove, type Stored, type Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type Merge, merges } from "./merge.ts";
import { type Separated, separate } from "./separate.ts";

/** A merge looked at to be undone: what each becomes, and the writes that make it so. */
export interface Undoing extends Separated {
  readonly writes: readonly Write[];
  /** Conversations of the separated person that stand under the id of the one who remains. */
  readonly strayIds: readonly string[];
}

/**
 * Finds the merge by the id that was given up, or by the customer where only one merge led there.
 * @throws Problem 404 `customer-not-found`, 409 `customer-not-merged`, `several-merges`, `merged-further`
 */
export async function undoMerge(
  documents: Documents,
  { tenantId, id, now }: { readonly tenantId: TenantId; readonly id: string; readonly now: Date },
): Promise<Undoing> {
  const read = (each: string) => readStoredCustomer(documents, tenantId, each, now);
  const from = await givenUp(read, id);
  const { mergedInto } = from.state;
  if (mergedInto === null) throw new Problem(409, "customer-not-merged", `"${id}" is no merge of two customers.`);
  const into = await read(mergedInto);
  if (into.state.mergedInto !== null)
    throw new Problem(
      409,
      "merged-further",
      `"${mergedInto}", which "${from.state.id}" became, was merged itself. Undo that first.`,
    );
  const journal = await journalOf(documents, tenantId, { into: mergedInto, from: from.state.id });
  const ids = await documents.ids(tenantId);
  const fromIds = [from.state.id, ...(journal?.data.before.from.mergedFrom ?? (await ledTo(read, into, from)))];
  const separated = separate(
    {
      into: into.state,
      from: from.state,
      fromIds,
      before: journal?.data.before,
      messageIds: journal ? new Set() : await messageIdsOf(documents, tenantId, { fromIds, into: into.state }),
      idOf: ({ kind, value }) => {
        const current = customerIdOfIdentity(ids, kind, value);
        return [current, ...earlierIdsOf(ids, kind, value)].find((each) => fromIds.includes(each)) ?? current;
      },
    },
    now.toISOString(),
  );
  const forgotten = journal ? [remove(merges, journal.id, { ifVersion: journal.version })] : [];
  const writes = [...writeCustomer(into, separated.into), ...writeCustomer(from, separated.from), ...forgotten];
  const strayIds = journal ? [] : await straysOf(documents, tenantId, { fromIds, into: into.state });
  return { ...separated, writes, strayIds };
}

async function givenUp(read: (id: string) => Promise<CustomerSnapshot>, id: string): Promise<CustomerSnapshot> {
  const known = await read(id);
  if (!known.stored) throw new Problem(404, "customer-not-found", `There is no customer "${id}".`);
  if (known.state.mergedInto !== null) return known;
  const all = await Promise.all(known.state.mergedFrom.map(read));
  const [only, ...others] = all.filter(({ state }) => state.mergedInto === id);
  if (!only) return known;
  if (others.length === 0) return only;
  const ids = [only, ...others].map(({ state }) => state.id).join(", ");
  throw new Problem(409, "several-merges", `Several merges led to "${id}". Name the id to separate: ${ids}.`);
}

async function journalOf(
  documents: Documents,
  tenantId: TenantId,
  { into, from }: { readonly into: string; readonly from: string },
): Promise<Stored<Merge> | undefined> {
  const { items } = await documents.query(tenantId, merges, { where: [["from", "==", from]], limit: 200 });
  const [newest] = items
    .filter(({ data }) => data.into === into)
    .sort((one, other) => (one.data.at < other.data.at ? 1 : -1));
  return newest;
}

/** The ids that were merged into the one that was given up. */
async function ledTo(
  read: (id: string) => Promise<CustomerSnapshot>,
  into: CustomerSnapshot,
  from: CustomerSnapshot,
): Promise<string[]> {
  const others = await Promise.all(into.state.mergedFrom.map(read));
  return others.filter(({ state }) => state.mergedInto === from.state.id).map(({ state }) => state.id);
}

async function straysOf(
  documents: Documents,
  tenantId: TenantId,
  { fromIds, into }: { readonly fromIds: readonly string[]; readonly into: Customer },
): Promise<string[]> {
  const ids: string[] = [];
  for (const id of [into.id, ...into.mergedFrom].filter((each) => !fromIds.includes(each)))
    for await (const conversation of conversationKeys(documents, tenantId, id))
      if (isOwnedBy(await documents.ids(tenantId), conversation, fromIds)) ids.push(conversation.id);
  return ids;
}

/** What the person with these ids wrote, of the newest messages of each conversation. */
async function messageIdsOf(
  documents: Documents,
  tenantId: TenantId,
  { fromIds, into }: { readonly fromIds: readonly string[]; readonly into: Customer },
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const derived = await documents.ids(tenantId);
  for (const id of new Set([...fromIds, into.id, ...into.mergedFrom])) {
    const page = await documents.query(tenantId, messageAuthors, {
      where: [["state.customer.id", "==", id]],
      orderBy: { field: "state.updatedAt", direction: "desc" },
      limit: 100,
    });
    for (const { data } of page.items)
      if (isOwnedBy(derived, data.state, fromIds))
        for (const message of data.state.recent) if (message.role === "customer") ids.add(message.id);
  }
  return ids;
}
