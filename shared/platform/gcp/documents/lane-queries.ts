import type { Query as FirestoreQuery, QueryDocumentSnapshot } from "@google-cloud/firestore";
import type { Collection, Query } from "../../documents.ts";
import { type Cursor, shapeOf } from "../../query-shape.ts";
import { decodeId, encodeId, indexedPath } from "./document-fields.ts";
import { conditionsIn, type Lane, lanesOf, withoutLane } from "./index-lanes.ts";
import { mergeSorted } from "./merge-sorted.ts";

/** The queries of lanes, and what their documents are merged by. */
export interface LaneQueries {
  /** At most a page and one document more of each lane, from a cursor's position. */
  readonly lanes: readonly ((from: Cursor | undefined) => FirestoreQuery)[];
  readonly direction: "asc" | "desc";
  positionOf(document: QueryDocumentSnapshot): Cursor;
}

type Sdk = typeof import("@google-cloud/firestore");

/** What a lane returns beyond its share of a page before it is asked again. */
const spareDocuments = 3;

/** A query of Firestore's: one for each lane of the field that it is ordered by. */
export function laneQueries(request: {
  readonly sdk: Sdk;
  /** The collection, without conditions. */
  readonly base: FirestoreQuery;
  readonly collection: Collection<unknown>;
  readonly query: Query;
  readonly lanes: number;
}): LaneQueries {
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

  const queryFrom = (lane: Lane | undefined) => (from: Cursor | undefined) => {
    const base = queryOf(lane).limit(query.limit + 1);
    if (!from) return base;
    const [value, id] = from;
    if (ordered === undefined) return base.startAfter(encodeId(id));
    return base.startAfter(lane ? `${lane.prefix}${value}` : value, encodeId(id));
  };
  return { lanes: lanes.map(queryFrom), direction, positionOf };
}

/** The documents of a query in its order, from a cursor's position. Those of several lanes are merged. */
export function documentsOf(
  { lanes, direction, positionOf }: LaneQueries,
  limit: number,
  start: Cursor | undefined,
): AsyncIterator<QueryDocumentSnapshot> {
  const atOnce = lanes.length === 1 ? limit + 1 : Math.min(limit, Math.ceil(limit / lanes.length) + spareDocuments) + 1;

  async function* documentsIn(queryFrom: LaneQueries["lanes"][number]): AsyncGenerator<QueryDocumentSnapshot> {
    for (let from = start; ; ) {
      const { docs } = await queryFrom(from).limit(atOnce).get();
      yield* docs;
      const last = docs.at(-1);
      if (!last || docs.length < atOnce) return;
      from = positionOf(last);
    }
  }

  const sources = lanes.map(documentsIn);
  const [only] = sources;
  if (only && sources.length === 1) return only;
  const sign = direction === "desc" ? -1 : 1;
  const orderedBy = (document: QueryDocumentSnapshot) => String(positionOf(document)[0]);
  return mergeSorted(
    sources,
    (one, other) => sign * (compareText(orderedBy(one), orderedBy(other)) || compareText(one.id, other.id)),
  );
}

/** Firestore's order of texts: by their bytes. */
export function compareText(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
