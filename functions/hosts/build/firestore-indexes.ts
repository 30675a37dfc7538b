import { indexedPath } from "../../../shared/platform/gcp/document-fields.ts";
import { declaredIndex } from "../../../shared/platform/query-shape.ts";
import type { DatabaseCollection } from "./collections.ts";

/**
 * firestore.indexes.json as Firebase's tools and Terraform read it. Of an index of several fields Firestore runs each
 * direction on an index of its own; those of single fields it keeps by itself, and joins for queries that only compare
 * for equality (firebase.google.com/docs/firestore/query-data/index-overview).
 */
export function firestoreIndexes(collections: readonly DatabaseCollection[]): object {
  return {
    indexes: collections.flatMap((collection) => collection.indexes.flatMap((index) => composite(collection, index))),
    fieldOverrides: collections.flatMap(overrides),
  };
}

const pathOf = (field: string) => indexedPath(field).join(".");

function composite({ name }: DatabaseCollection, index: readonly string[]): object[] {
  const { fields, direction } = declaredIndex(index);
  if (fields.length < 2 || direction === undefined) return [];
  const order = (place: number) => (place === fields.length - 1 && direction === "desc" ? "DESCENDING" : "ASCENDING");
  return [
    {
      collectionGroup: name,
      queryScope: "COLLECTION",
      fields: fields.map((field, place) => ({ fieldPath: pathOf(field), order: order(place) })),
    },
  ];
}

/** What differs from an ascending and a descending index for each field. */
function overrides({ name, owned, expires }: DatabaseCollection): object[] {
  const none = (fieldPath: string) => ({ collectionGroup: name, fieldPath, indexes: [] });
  const inEvery = (queryScope: string) => ({ order: "ASCENDING", queryScope });
  return [
    none("json"),
    none("revision"),
    ...(owned
      ? [
          {
            collectionGroup: name,
            fieldPath: pathOf("outboxAt"),
            // The sweeper asks for those of every tenant at once.
            indexes: [inEvery("COLLECTION"), inEvery("COLLECTION_GROUP")],
          },
        ]
      : []),
    ...(expires ? [{ ...none("expiresAt"), ttl: true }] : []),
  ];
}
