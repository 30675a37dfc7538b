import { z } from "zod";
import type { PersonalCollection } from "../../../../shared/customers/personal.ts";
import { type PersonalDataMoved, personalDataMoved } from "../../../../shared/events/index.ts";
import { type Documents, put, type Stored, type Write } from "../../../../shared/platform/documents.ts";
import type { Person } from "../../../../shared/platform/personal-data.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { type Event, newEvent, step } from "../../../../shared/runtime/step.ts";

/** Documents moved per commit. A commit takes 500 writes. */
const documentsPerRound = 200;

const DataMove = z.object({
  id: z.string(),
  round: z.number().int(),
  status: z.literal(["running", "done"]),
  updatedAt: z.string(),
});
type DataMove = z.infer<typeof DataMove>;

/** Progress of a move, without an address or a name. */
export const dataMoves = ownedDocument<DataMove>({
  name: "data-moves",
  state: DataMove,
  indexes: [],
  confidential: false,
  personal: "nothing",
});

/**
 * Moves what is stored about a conversation, and where the customer's id is given up also about the customer, to their new
 * ids. Rounds of one commit each, until one finds nothing; after a crash the current round is repeated.
 */
export function moveDataStep(dependencies: {
  readonly platform: { readonly documents: Documents };
  personal(): Promise<readonly PersonalCollection[]>;
}) {
  return step<PersonalDataMoved, DataMove, readonly Write[] | undefined>({
    name: "customers-move-data",
    on: personalDataMoved,
    publishes: [personalDataMoved],
    document: dataMoves,
    documentId: ({ data }) => idOf(data),

    async gather(before, event) {
      const { round } = event.data;
      if (before && round > 1 && before.round !== round - 1) return undefined;
      const collections = (await dependencies.personal()).filter(({ collection }) => !isMoved.has(collection.name));
      for (const of of collections) {
        const writes = await firstMoves(dependencies.platform.documents, of, event);
        if (writes.length > 0) return writes;
      }
      return [];
    },

    decide(_before, { data }, writes, now) {
      if (!writes) return undefined;
      const next = { id: idOf(data), round: data.round, updatedAt: now.toISOString() };
      if (writes.length === 0) return { document: { ...next, status: "done" } };
      const due = newEvent(personalDataMoved, data.from.conversationId, { ...data, round: data.round + 1 });
      return { document: { ...next, status: "running" }, writes, publish: [due] };
    },
  });
}

function idOf({ from, to }: PersonalDataMoved): string {
  return deriveId("move", from.conversationId, to.conversationId);
}

/** The conversation and the record were moved before. Other conversations of the old address stay with it. */
const isMoved: ReadonlySet<string> = new Set(["conversations", "customers"]);

/** The first documents of a collection that an index finds by the old ids, under the new ones. */
async function firstMoves(
  documents: Documents,
  { collection, personal: { find, isAbout } }: PersonalCollection,
  { tenantId, data: { from, to, ofCustomer } }: Event<PersonalDataMoved>,
): Promise<readonly Write[]> {
  if (find.by !== "keys") return [];
  const customerIds = ofCustomer ? [from.customerId] : [];
  const person: Person = {
    tenantId,
    ids: await documents.ids(tenantId),
    customerIds,
    conversationIds: [from.conversationId],
    addresses: [],
  };
  const ids = new Map([
    [from.conversationId, to.conversationId],
    ...(ofCustomer ? ([[from.customerId, to.customerId]] as const) : []),
  ]);
  const [field, direction] = find.order?.split(" ") ?? [];
  const orderBy = field && { field, direction: direction === "desc" ? ("desc" as const) : ("asc" as const) };
  for (const key of find.keys(person)) {
    // Documents found by something else than these ids would be found again in every round.
    if (!ids.has(key.value)) continue;
    const { items } = await documents.query(tenantId, collection, {
      where: [[key.field, "==", key.value]],
      ...(orderBy ? { orderBy } : {}),
      limit: documentsPerRound,
    });
    const found = items.filter(({ data }: Stored<unknown>) => isAbout?.(data, person) ?? true);
    if (found.length > 0)
      return found.map(({ id, version, data }) =>
        put(collection, id, replaced(data, ids, { from: from.address, to: to.address }), { ifVersion: version }),
      );
  }
  return [];
}

/** The value with every old id replaced, and the old number where it is an address. Texts are left as they were. */
function replaced(
  value: unknown,
  ids: ReadonlyMap<string, string>,
  address: { readonly from: string; readonly to: string },
): unknown {
  if (typeof value === "string") return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => replaced(each, ids, address));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === "address" && each === address.from ? address.to : replaced(each, ids, address),
    ]),
  );
}
