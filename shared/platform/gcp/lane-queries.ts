import type { Query as FirestoreQuery, QueryDocumentSnapshot } from "@google-cloud/firestore";
import type { Collection, Query } from "../documents.ts";
import { type Cursor, shapeOf } from "../query-shape.ts";
import { decodeId, encodeId, indexedPath } from "./document-fields.ts";
import { conditionsIn, type Lane, lanesOf, withoutLane } from "./index-lanes.ts";
import { mergeSorted } from "./merge-sorted.ts";

type Sdk = typeof import("@google-cloud/firestore");

/** What a lane returns beyond its share of a page before it is asked again. */
const spareDocuments = 3;

/** The documents of a query in its order, from a cursor's position. A field of several lanes is merged from them. */
export function documentsOf(request: {
  readonly sdk: Sdk;
  /** The collection, without conditions. */
  readonly base: FirestoreQuery;
  readonly collection: Collection<unknown>;
  readonly query: Query;
  readonly from: Cursor | undefined;
  readonly lanes: number;
}): {
  readonly documents: AsyncIterator<QueryDocumentSnapshot>;
  /** The first page in each lane. Together they hold the first page of all. */
  readonly firstPages: readonly FirestoreQuery[];
  positionOf(document: QueryDocumentSnapshot): Cursor;
} {
  const { sdk, collection, query } = request;
  const { equalities, ranges, ordered, direction } = shapeOf(collection, query);
  const spread = request.lanes > 1 ? (collection.spread ?? []) : [];
  const compared = equalities.find(([field]) => spread.includes(field));
  if (compared)
    throw new Error(`${compared[0]} of ${collection.name} is spread. It can be ordered, not compared by ==.`);
  const lanes: readonly (Lane | undefined)[] =
    ordered !== undefined && spread.includes(ordered) ? lanesOf(request.lanes) : [undefined];
  const pathOf = (field: string) => new sdk.FieldPath(...indexedPath(field));
  const positionOf = (document: QueryDocumentSnapshot): Cursor => [
    ordered === undefined ? null : (withoutLane(document.get(pathOf(ordered))) as Cursor[0]),
    decodeId(document.id),
  ];

  function queryOf(lane: Lane | undefined): FirestoreQuery {
    const within = lane && ordered !== undefined ? conditionsIn(lane, ordered, ranges) : ranges;
    const filtered = [...equalities, ...within].reduce(
      (base, [field, operator, value]) => base.where(pathOf(field), operator, value),
      request.base,
    );
    const sorted = ordered === undefined ? filtered : filtered.orderBy(pathOf(ordered), direction);
    return sorted.orderBy(sdk.FieldPath.documentId(), direction);
  }

  const atOnce = lanes.length === 1 ? query.limit + 1 : Math.ceil((query.limit + 1) / lanes.length) + spareDocuments;

  async function* documentsIn(lane: Lane | undefined): AsyncGenerator<QueryDocumentSnapshot> {
    const base = queryOf(lane).limit(Math.min(atOnce, query.limit + 1));
    let { from } = request;
    for (;;) {
      const { docs } = await after(base, from, lane).get();
      yield* docs;
      const last = docs.at(-1);
      if (!last || docs.length < Math.min(atOnce, query.limit + 1)) return;
      from = positionOf(last);
    }
  }

  function after(base: FirestoreQuery, from: Cursor | undefined, lane: Lane | undefined): FirestoreQuery {
    if (!from) return base;
    const [value, id] = from;
    return ordered === undefined
      ? base.startAfter(encodeId(id))
      : base.startAfter(lane ? `${lane.prefix}${value}` : value, encodeId(id));
  }

  const sources = lanes.map(documentsIn);
  const [only] = sources;
  const sign = direction === "desc" ? -1 : 1;
  const orderedBy = (document: QueryDocumentSnapshot) => String(positionOf(document)[0]);
  const compare = (one: QueryDocumentSnapshot, other: QueryDocumentSnapshot) =>
    sign * (compareText(orderedBy(one), orderedBy(other)) || compareText(one.id, other.id));
  return {
    documents: only && sources.length === 1 ? only : mergeSorted(sources, compare),
    firstPages: lanes.map((lane) => queryOf(lane).limit(query.limit)),
    positionOf,
  };
}

/** Firestore's order of texts: by their bytes. */
export function compareText(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
