import type {
  DocumentSnapshot,
  Firestore,
  Precondition,
  QueryDocumentSnapshot,
  Timestamp,
} from "@google-cloud/firestore";
import {
  absent,
  type Collection,
  type DocumentStore,
  DocumentTooLarge,
  type Query,
  type Stored,
  VersionConflict,
  type Write,
} from "../../documents.ts";
import { checkedCollectionName, checkOverdueIndex, decodeCursor, encodeCursor, shapeOf } from "../../query-shape.ts";
import { readStored, storedForm } from "../../sealing/stored-form.ts";
import { TenantId } from "../../tenant.ts";
import { codeOf, grpcCode } from "../failures.ts";
import type { Lazy } from "../lazy.ts";
import { decodeId, encodeId, indexedPath, type StoredFields, storedFields } from "./document-fields.ts";
import { lanesOf, withLane, withoutLane } from "./index-lanes.ts";
import { compareText, documentsOf, type LaneQueries, laneQueries } from "./lane-queries.ts";
import { watchPages } from "./watch-pages.ts";

const maxWritesPerCommit = 500;

/**
 * Documents at `tenants/{tenantId}/{collection}/{id}`. A commit needs no read, because it carries its preconditions.
 */
export function firestoreDocuments(settings: {
  readonly client: Lazy<{ readonly firestore: Firestore; readonly sdk: typeof import("@google-cloud/firestore") }>;
  readonly now: () => number;
  /** The lanes of spread fields: see index-lanes.ts. 1 spreads nothing. */
  readonly lanes?: number;
}): DocumentStore {
  const { client, now, lanes = 1 } = settings;
  /** What ends each watch. */
  const watches = new Set<() => void>();

  function isAlive(snapshot: DocumentSnapshot): boolean {
    const expiresAt: Timestamp | undefined = snapshot.get("expiresAt");
    return snapshot.exists && (!expiresAt || expiresAt.toMillis() > now());
  }

  function fieldsOf({ collection, id, data }: Extract<Write, { type: "put" }>, place: string): StoredFields {
    const fields = storedFields(storedForm(collection, data), collection.indexes, place);
    if (lanes === 1 || !collection.spread) return fields;
    return { ...fields, indexed: withLane(fields.indexed, { fields: collection.spread, id, lanes }) };
  }

  async function queriesOf(tenantId: TenantId, collection: Collection<unknown>, query: Query): Promise<LaneQueries> {
    const { firestore, sdk } = await client();
    return laneQueries({ sdk, base: firestore.collection(placeOf(tenantId, collection)), collection, query, lanes });
  }

  /** Adds the writes to a batch and commits it. */
  async function send(tenantId: TenantId, writes: readonly Write[]): Promise<readonly string[]> {
    const { firestore, sdk } = await client();
    const batch = firestore.batch();
    for (const write of writes) {
      const place = `${placeOf(tenantId, write.collection)}/${encodeId(write.id)}`;
      const reference = firestore.doc(place);
      const precondition = preconditionOf(write, sdk);
      if (write.type === "delete") {
        batch.delete(reference, precondition ?? {});
        continue;
      }
      const fields = fieldsOf(write, place);
      const expiresAt = write.expiresAt && sdk.Timestamp.fromDate(write.expiresAt);
      const whole = expiresAt ? { ...fields, expiresAt } : fields;
      if (!precondition) batch.set(reference, whole);
      else if (precondition.exists === false) batch.create(reference, whole);
      // `set` accepts no precondition. An update of every stored field has the same effect.
      else batch.update(reference, { ...fields, expiresAt: expiresAt ?? sdk.FieldValue.delete() }, precondition);
    }
    const results = await batch.commit();
    return results.map((result, place) => (writes[place]?.type === "delete" ? absent : versionText(result.writeTime)));
  }

  /**
   * The writes, where an expired document that conflicts with `absent` is treated as missing. Undefined when no expired
   * document explains the conflict. Firestore deletes expired documents within about a day.
   */
  async function treatExpiredAsAbsent(
    tenantId: TenantId,
    writes: readonly Write[],
  ): Promise<readonly Write[] | undefined> {
    const { firestore } = await client();
    let found = false;
    const next = writes.map(async (write): Promise<Write> => {
      if (write.ifVersion !== absent) return write;
      const snapshot = await firestore.doc(`${placeOf(tenantId, write.collection)}/${encodeId(write.id)}`).get();
      if (!snapshot.exists || !snapshot.updateTime || isAlive(snapshot)) return write;
      found = true;
      return { ...write, ifVersion: versionText(snapshot.updateTime) };
    });
    const mended = await Promise.all(next);
    return found ? mended : undefined;
  }

  return {
    async get(tenantId, collection, id) {
      const { firestore } = await client();
      const snapshot = await firestore.doc(`${placeOf(tenantId, collection)}/${encodeId(id)}`).get();
      return isAlive(snapshot) ? toStored(collection, snapshot) : undefined;
    },

    async query(tenantId, collection, query) {
      const queries = await queriesOf(tenantId, collection as unknown as Collection<unknown>, query);
      const { positionOf } = queries;
      const from = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
      const documents = documentsOf(queries, query.limit, from);
      const items: QueryDocumentSnapshot[] = [];
      let nextCursor: string | undefined;
      for (let next = await documents.next(); next.done !== true; next = await documents.next()) {
        if (!isAlive(next.value)) continue;
        const last = items.at(-1);
        if (items.length === query.limit && last) {
          nextCursor = encodeCursor(positionOf(last));
          break;
        }
        items.push(next.value);
      }
      return { items: items.map((snapshot) => toStored(collection, snapshot)), nextCursor };
    },

    async commit(tenantId, writes) {
      if (writes.length > maxWritesPerCommit)
        throw new Error(`A commit has at most ${maxWritesPerCommit} writes, not ${writes.length}.`);
      if (writes.length === 0) return [];
      try {
        return await send(tenantId, writes);
      } catch (error) {
        if (isTooLarge(error))
          throw new DocumentTooLarge("Firestore refused the size of a document.", { cause: error });
        if (!isConflict(error, writes)) throw error;
        const mended = await treatExpiredAsAbsent(tenantId, writes);
        if (!mended) throw conflict(writes, error);
        return await send(tenantId, mended).catch((again: unknown) => {
          throw isConflict(again, mended) ? conflict(writes, again) : again;
        });
      }
    },

    async overdue(collection, field, until, limit) {
      checkOverdueIndex(collection, field);
      const { firestore, sdk } = await client();
      const path = new sdk.FieldPath(...indexedPath(field));
      const all = firestore.collectionGroup(checkedCollectionName(collection.name));
      const within = lanes > 1 && collection.spread?.includes(field) ? lanesOf(lanes) : [{ prefix: "", end: "" }];
      const found = within.map(async ({ prefix }) => {
        const since = prefix === "" ? all : all.where(path, ">=", prefix);
        const due = since.where(path, "<=", `${prefix}${until}`).orderBy(path).orderBy(sdk.FieldPath.documentId());
        return (await due.limit(limit).select("expiresAt", path).get()).docs;
      });
      const dueAt = (document: DocumentSnapshot) => String(withoutLane(document.get(path)));
      return (await Promise.all(found))
        .flat()
        .filter(isAlive)
        .sort((one, other) => compareText(dueAt(one), dueAt(other)))
        .slice(0, limit)
        .map(({ ref }) => ({ tenantId: tenantOf(ref.path), id: decodeId(ref.id) }));
    },

    watch(tenantId, collection, query, watcher) {
      shapeOf(collection, query); // refuses at once what no index serves
      let detach: (() => void) | undefined;
      const stop = () => {
        watches.delete(stop);
        detach?.();
      };
      const failed = (error: unknown) => {
        if (!watches.delete(stop)) return;
        detach?.();
        watcher.failed(error);
      };
      watches.add(stop);
      queriesOf(tenantId, collection, query)
        .then(({ lanes: pages }) => {
          if (!watches.has(stop)) return;
          const first = pages.map((queryFrom) => queryFrom(undefined));
          detach = watchPages(first, { changed: (added) => watcher.changed(added), failed });
        })
        .catch(failed);
      return stop;
    },

    async close() {
      // The client does not end while anything is watched.
      for (const stop of watches) stop();
      await client.made()?.then(({ firestore }) => firestore.terminate());
    },
  };
}

function placeOf(tenantId: TenantId, collection: Pick<Collection<unknown>, "name">): string {
  return `tenants/${tenantId}/${checkedCollectionName(collection.name)}`;
}

function tenantOf(path: string): TenantId {
  const id = path.split("/")[1] ?? "";
  return id.startsWith("_") ? (id as TenantId) : TenantId.parse(id);
}

function toStored<T>(collection: Collection<T>, snapshot: DocumentSnapshot): Stored<T> {
  const { updateTime } = snapshot;
  if (!updateTime) throw new Error(`Firestore gave no update time with ${snapshot.ref.path}.`);
  const data = readStored(collection, JSON.parse(String(snapshot.get("json"))));
  return { id: decodeId(snapshot.id), version: versionText(updateTime), data };
}

/** Firestore's update time in full precision. */
function versionText({ seconds, nanoseconds }: Timestamp): string {
  return `${seconds}.${String(nanoseconds).padStart(9, "0")}`;
}

function preconditionOf(
  write: Write,
  { Timestamp }: typeof import("@google-cloud/firestore"),
): Precondition | undefined {
  if (write.ifVersion === undefined) return undefined;
  if (write.ifVersion === absent) return { exists: false };
  const [, seconds, nanoseconds] = /^(\d{1,12})\.(\d{9})$/.exec(write.ifVersion) ?? [];
  if (!seconds || !nanoseconds) throw conflict([write]); // not a version of this platform, so it cannot match
  return { lastUpdateTime: new Timestamp(Number(seconds), Number(nanoseconds)) };
}

/**
 * Firestore counts bytes in its own way, index entries included: it may refuse what `storedFields` let pass
 * (firebase.google.com/docs/firestore/quotas; the words are those of its errors).
 */
export function isTooLarge(error: unknown): boolean {
  if (codeOf(error) !== grpcCode.invalidArgument) return false;
  const told = error instanceof Error ? error.message : "";
  return /exceeds the maximum allowed size|is longer than \d+ bytes|Transaction too big|too large/i.test(told);
}

/** A commit without preconditions cannot conflict. Firestore's client retries contention. */
function isConflict(error: unknown, writes: readonly Write[]): boolean {
  const code = codeOf(error);
  const { notFound, alreadyExists, failedPrecondition, aborted } = grpcCode;
  const refused = code === notFound || code === alreadyExists || code === failedPrecondition || code === aborted;
  return refused && writes.some(({ ifVersion }) => ifVersion !== undefined);
}

function conflict(writes: readonly Write[], cause?: unknown): VersionConflict {
  const places = writes
    .filter(({ ifVersion }) => ifVersion !== undefined)
    .map(({ collection, id, ifVersion }) => `${collection.name}/${id} at version ${ifVersion}`);
  const message = `Documents changed after they were read (${places.join(", ")}). Read again and retry.`;
  return cause === undefined ? new VersionConflict(message) : new VersionConflict(message, { cause });
}
