import { z } from "zod";
import type { PersonalCollection } from "../../../shared/customers/personal.ts";
import { firstPersonalDocuments } from "../../../shared/customers/personal-documents.ts";
import { type PersonalDataMoved, personalDataMoved } from "../../../shared/events/index.ts";
import { type Documents, put, type Stored } from "../../../shared/platform/documents.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { type Event, newEvent, step } from "../../../shared/runtime/step.ts";

/** Documents moved per commit. A commit takes 500 writes. */
const documentsPerRound = 200;

const DataMove = z.object({
  id: z.string(),
  /** Index of the current collection, in the order of `personalCollections`. */
  at: z.number().int(),
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
});

interface Round {
  readonly of: PersonalCollection | undefined;
  readonly found: readonly Stored<unknown>[];
}

/**
 * Moves what is stored about a conversation, and where the customer's id is given up also about the customer, to their new
 * ids. Rounds of one commit each; after a crash the current round is repeated.
 */
export function moveDataStep(dependencies: {
  readonly platform: { readonly documents: Documents };
  personal(): Promise<readonly PersonalCollection[]>;
}) {
  return step<PersonalDataMoved, DataMove, Round | undefined>({
    name: "customers-move-data",
    on: personalDataMoved,
    document: dataMoves,
    documentId: ({ data: { from, to } }) => deriveId("move", from.conversationId, to.conversationId),

    async gather(before, { tenantId, data }) {
      if (before && data.round > 1 && before.round !== data.round - 1) return undefined;
      const all = (await dependencies.personal()).filter((of) => moves(of, data));
      const of = all[data.round === 1 ? 0 : (before?.at ?? 0)];
      const keys = { customerIds: [data.from.customerId], conversationIds: [data.from.conversationId] };
      const { documents } = dependencies.platform;
      const found = of ? await firstPersonalDocuments(documents, tenantId, { of, keys, limit: documentsPerRound }) : [];
      return { of, found };
    },

    decide(before, event, round, now) {
      if (!round) return undefined;
      const { of, found } = round;
      const { data } = event;
      const at = data.round === 1 ? 0 : (before?.at ?? 0);
      const id = deriveId("move", data.from.conversationId, data.to.conversationId);
      const next = { id, round: data.round, updatedAt: now.toISOString() };
      if (!of) return { document: { ...next, at, status: "done" } };
      return {
        document: { ...next, at: found.length < documentsPerRound ? at + 1 : at, status: "running" },
        writes: found.map((document) => movedWrite(of, document, event)),
        publish: [newEvent(personalDataMoved, data.from.conversationId, { ...data, round: data.round + 1 })],
      };
    },
  });
}

/** The conversation itself was moved before. Other conversations of the old address stay with it. */
function moves({ by, collection }: PersonalCollection, { ofCustomer }: PersonalDataMoved): boolean {
  return by === "conversation" || (ofCustomer && collection.name !== "conversations");
}

function movedWrite(
  { collection }: PersonalCollection,
  { id, version, data }: Stored<unknown>,
  event: Event<PersonalDataMoved>,
) {
  const { from, to, ofCustomer } = event.data;
  const ids = new Map([
    [from.conversationId, to.conversationId],
    ...(ofCustomer ? ([[from.customerId, to.customerId]] as const) : []),
  ]);
  return put(collection, id, replaced(data, ids, { from: from.address, to: to.address }), { ifVersion: version });
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
